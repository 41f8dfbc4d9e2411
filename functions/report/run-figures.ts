import type { entropySchedule } from '../../lib/contracts/observability-config.ts';
import type { ReportCharts } from '../../lib/contracts/answers/reports.ts';
import type { RunItem } from '../../lib/contracts/run-item.ts';
import type { RunFigures } from '../../lib/observability/report/figures.ts';
import { decayedAt } from '../../lib/training/decay.ts';
import type { RunSeriesReader } from '../../lib/training/ports.ts';
import { trendsOf } from '../../lib/training/trend.ts';
import type { InferOutput } from 'valibot';

type EntropySchedule = InferOutput<typeof entropySchedule>;

/** As many as a terminal has columns to spare. */
const POINTS = 48;

/** What the report says of a run. */
export async function runFigures(
  run: RunItem,
  { series, entropy }: { readonly series: RunSeriesReader; readonly entropy: EntropySchedule },
): Promise<RunFigures> {
  const lastStep = run.last_step ?? -1;
  return {
    runId: run.run_id,
    lastStep,
    entropyCoef: run.latest['entropy_coef'] ?? toldCoefficient(run, entropy),
    isEntropyReported: run.latest['entropy_coef'] !== undefined,
    entropyFinal: entropy.final,
    ...(await trendsOf(series, run)),
  };
}

/** The schedule from its beginning to where it, or the run, ends; and where the run is, if its trainer says so. */
export function entropyChart(run: RunItem | undefined, entropy: EntropySchedule): ReportCharts['entropy'] {
  const lastStep = run?.last_step ?? 0;
  const reported = run?.latest['entropy_coef'];
  const end = Math.max(entropy.decay_steps, lastStep);
  const steps = new Set(Array.from({ length: POINTS }, (_, i) => Math.round((i * end) / (POINTS - 1))));
  if (run?.last_step !== undefined) steps.add(run.last_step);
  return [...steps]
    .sort((one, other) => one - other)
    .map((step) => ({
      step,
      scheduled: decayedAt(step, entropy),
      ...(run?.last_step === step && reported !== undefined && { reported }),
    }));
}

function toldCoefficient({ overrides, last_step = 0 }: RunItem, entropy: EntropySchedule): number {
  return overrides.entropy_coef?.value ?? decayedAt(last_step, entropy);
}
