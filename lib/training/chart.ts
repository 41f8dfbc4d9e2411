import type { RunItem } from '../contracts/run-item.ts';
import { readAhead } from '../shared/read-ahead.ts';
import { planChart } from './chart-plan.ts';
import { ChartTable } from './chart-table.ts';
import { downsample, type SeriesTable } from './downsample.ts';
import type { RunSeriesReader } from './ports.ts';

export interface ChartRange {
  /** Steps, both included. */
  readonly from: number;
  readonly to: number;
  readonly maxPoints: number;
  /** How many values may be read: what the chart costs in memory. */
  readonly maxCells?: number;
}

export interface Chart {
  readonly steps: readonly number[];
  /** Null where a step has no finite value. */
  readonly columns: Readonly<Record<string, readonly (number | null)[]>>;
  /** Where to go on: the chart ends before this step, because more would have cost too much at once. */
  readonly nextFrom?: number;
}

/** A million steps of ten metrics, and a fifth more: 96 MB of numbers, twice over while they are joined. */
const MAX_CELLS = 12_000_000;
const OBJECTS_AT_A_TIME = 32;

/**
 * The series of a run as it stands now, cut down to a number of points with its extremes kept. Costs one list call per
 * thousand objects and one GET an object, at most as chart-plan.ts says; a longer range ends with `nextFrom`.
 * @throws StoreUnavailableError, StoreDeniedError
 */
export async function chartOf(
  series: RunSeriesReader,
  run: Pick<RunItem, 'run_id' | 'attempt' | 'lineage'>,
  { maxPoints, maxCells = MAX_CELLS, ...range }: ChartRange,
): Promise<Chart> {
  const plan = await planChart(series, run, range);
  const table = new ChartTable();
  let { nextFrom } = plan;
  const reads = readAhead(plan.objects, OBJECTS_AT_A_TIME, async (object) => ({
    ...object,
    chunk: await series.read(object.key),
  }));
  for await (const { chunk, segment, firstStep } of reads) {
    if (table.cells >= maxCells) {
      nextFrom = Math.max(firstStep, range.from + 1);
      break;
    }
    if (chunk) table.add(chunk, segment);
  }
  const shown = pointsOf(table.upTo(nextFrom ?? Infinity), maxPoints);
  return { ...shown, ...(nextFrom !== undefined && { nextFrom }) };
}

function pointsOf(table: SeriesTable, maxPoints: number): Pick<Chart, 'steps' | 'columns'> {
  const rows = downsample(table, maxPoints);
  const points = (values: Float64Array) => rows.map((row) => finite(values[row]));
  return {
    steps: rows.map((row) => table.steps[row] ?? 0),
    columns: Object.fromEntries([...table.columns].map(([name, values]) => [name, points(values)])),
  };
}

const finite = (value = Number.NaN): number | null => (Number.isFinite(value) ? value : null);
