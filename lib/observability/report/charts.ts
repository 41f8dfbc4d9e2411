import type { Mode } from '../../contracts/mode.ts';
import type { ReportCharts } from '../../contracts/answers/reports.ts';
import type { TimedCount, TimeSpan } from './figures.ts';

/** A terminal has about so many columns to spare. */
const SPANS = 48;

/** How new sessions were split over time: the window in equal spans, those without sessions left out. */
export function splitOverTime(
  assigned: Readonly<Record<Mode, readonly TimedCount[]>>,
  { from, to }: TimeSpan,
): ReportCharts['split'] {
  const lengthMs = (to - from) / SPANS;
  const spanOf = (at: number) => Math.min(Math.max(Math.floor((at - from) / lengthMs), 0), SPANS - 1);
  const counts = Array.from({ length: SPANS }, () => new Map<Mode, number>());
  for (const [mode, points] of Object.entries(assigned)) {
    for (const { at, count } of points) {
      const span = counts[spanOf(at)];
      span?.set(mode, (span.get(mode) ?? 0) + count);
    }
  }
  return counts.flatMap((span, index) => {
    const total = [...span.values()].reduce((sum, count) => sum + count, 0);
    if (total === 0) return [];
    const shares = Object.keys(assigned).map((mode) => [mode, (100 * (span.get(mode) ?? 0)) / total]);
    const at = new Date(from + index * lengthMs).toISOString();
    return [{ at, modes: Object.fromEntries(shares) as Record<Mode, number> }];
  });
}
