import type { ReportCharts } from '../contracts/answers/reports.ts';

type Point = ReportCharts['split'][number];

/** Of a chart: times that are closer together than this share one. */
const MOST_SLOTS = 500;

/** Points of a time series at equal distances, as close as the closest two of them; nothing where there is none. */
export function slotsOf(points: readonly Point[]): readonly (Point | undefined)[] {
  const times = points.map(({ at }) => Date.parse(at));
  const first = times[0] ?? 0;
  const span = (times.at(-1) ?? 0) - first;
  const gaps = times.flatMap((time, index) => (index === 0 ? [] : [time - (times[index - 1] ?? time)]));
  const gap = Math.max(1, span / (MOST_SLOTS - 1), Math.min(...gaps.filter((one) => one > 0)));
  const slots = new Map(times.map((time, index) => [Math.round((time - first) / gap), points[index]]));
  const length = points.length === 0 ? 0 : 1 + Math.max(...slots.keys());
  return Array.from({ length }, (_, slot) => slots.get(slot));
}
