import type { RunItem } from '../contracts/run-item.ts';
import { chartOf } from './chart.ts';
import type { RunSeriesReader } from './ports.ts';

/** Means of the tenth of a run's steps before the last tenth, and of that; NaN where nothing was reported. */
export interface Trend {
  readonly before: number;
  readonly last: number;
}

/**
 * Where loss and reward go, by every step of the last fifth of the run as it stands: exact, since nothing is left out.
 * Costs a list call and a GET for each batch in that fifth. Throws StoreUnavailableError or StoreDeniedError.
 */
export async function trendsOf(
  series: RunSeriesReader,
  run: Pick<RunItem, 'run_id' | 'attempt' | 'lineage' | 'last_step'>,
): Promise<{ readonly loss: Trend; readonly reward: Trend }> {
  const steps = (run.last_step ?? -1) + 1;
  const tenth = steps / 10;
  const range = { from: Math.floor(steps - 2 * tenth), to: steps - 1, maxPoints: Infinity };
  const chart = await chartOf(series, run, range);
  const border = steps - tenth;
  const trendOf = (metric: string): Trend => {
    const values = (chart.columns[metric] ?? []).map((value, row) => ({
      value,
      step: chart.steps[row] ?? 0,
    }));
    return {
      before: meanOf(values.flatMap(({ step, value }) => (step < border && value !== null ? [value] : []))),
      last: meanOf(values.flatMap(({ step, value }) => (step >= border && value !== null ? [value] : []))),
    };
  };
  return { loss: trendOf('loss'), reward: trendOf('reward') };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
