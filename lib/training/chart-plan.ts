import type { RunItem } from '../contracts/run-item.ts';
import { segmentsOf, type Segment } from './chart-segments.ts';
import type { RunSeriesReader, SeriesKey } from './ports.ts';

/** An object to be read, and which of its steps count. */
export interface PlannedObject extends SeriesKey {
  readonly segment: Segment;
}

export interface ChartPlan {
  /** By step of their beginning. */
  readonly objects: readonly PlannedObject[];
  /** The first step that nothing was planned for, because the chart would have cost too much. */
  readonly nextFrom?: number;
}

/**
 * Objects read for one chart: a million steps in batches of 500, the guide's update_frequency. At $0.4 per million GETs
 * that is $0.0008, and 1 to 2 s with 32 of them under way at a time.
 */
export const MAX_OBJECTS = 2_000;

/** Calls to list keys, a thousand each: batches of a single step before the range must not make it endless. */
const MAX_PAGES = 60;

/**
 * An object that begins before the range may reach into it. A batch has at most 5,000 rows, so one that reports every
 * tenth step or more often is found.
 */
const LOOK_BACK_STEPS = 50_000;

/** Which objects hold the steps of a chart. Keys tell it: nothing is read yet. */
export async function planChart(
  series: Pick<RunSeriesReader, 'list'>,
  run: Pick<RunItem, 'run_id' | 'attempt' | 'lineage'>,
  range: { readonly from: number; readonly to: number },
): Promise<ChartPlan> {
  const objects: PlannedObject[] = [];
  let pages = 0;
  for (const segment of segmentsOf(run, range)) {
    const listed = series.list(run.run_id, segment.attempt, Math.max(0, segment.from - LOOK_BACK_STEPS));
    for await (const page of listed) {
      pages += 1;
      objects.push(...page.filter((object) => overlaps(object, segment)).map((key) => ({ ...key, segment })));
      if (objects.length > MAX_OBJECTS) return cut(objects, range.from);
      const last = page.at(-1);
      if (pages === MAX_PAGES)
        return { objects, nextFrom: after(last?.firstStep ?? segment.from, range.from) };
      if (last && last.firstStep > segment.to) break;
    }
  }
  return { objects };
}

function cut(objects: readonly PlannedObject[], from: number): ChartPlan {
  const next = objects[MAX_OBJECTS];
  return { objects: objects.slice(0, MAX_OBJECTS), nextFrom: after(next?.firstStep ?? from, from) };
}

/** Objects that all begin at one step would bring the next chart no further. */
const after = (step: number, from: number): number => Math.max(step, from + 1);

const overlaps = ({ firstStep, lastStep }: SeriesKey, { from, to }: Segment): boolean =>
  firstStep <= to && lastStep >= from;
