const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 24 * HOUR_SECONDS;

/** How coarse data becomes with age. Source: "Metrics retention", CloudWatch User Guide. */
export const RETENTION = [
  { resolutionSeconds: 1, keptSeconds: 3 * HOUR_SECONDS },
  { resolutionSeconds: 60, keptSeconds: 15 * DAY_SECONDS },
  { resolutionSeconds: 300, keptSeconds: 63 * DAY_SECONDS },
  { resolutionSeconds: HOUR_SECONDS, keptSeconds: 455 * DAY_SECONDS },
] as const;

/** Data older than this is not shown in periods of this length, though coarser periods may show it. */
export function visibleSince(periodSeconds: number, nowSeconds: number): number {
  const kept = RETENTION.filter(
    ({ resolutionSeconds }) => periodSeconds % resolutionSeconds === 0 || resolutionSeconds === 1,
  );
  return nowSeconds - Math.max(...kept.map(({ keptSeconds }) => keptSeconds));
}

/**
 * The stretch of time a query means: a start of the last 15 days is rounded down to the minute, of the last 63 days
 * to five minutes, older to the hour; periods below a minute round both ends down to such a part of the minute.
 * Source: GetMetricData, API Reference.
 */
export function queriedRange(
  { startSeconds, endSeconds, periodSeconds }: QueriedRange,
  nowSeconds: number,
): QueriedRange {
  if (periodSeconds < 60) {
    const floor = (seconds: number) => Math.floor(seconds / periodSeconds) * periodSeconds;
    return { startSeconds: floor(startSeconds), endSeconds: floor(endSeconds), periodSeconds };
  }
  const ageDays = (nowSeconds - startSeconds) / DAY_SECONDS;
  const step = ageDays < 15 ? 60 : ageDays < 63 ? 300 : HOUR_SECONDS;
  return { startSeconds: Math.floor(startSeconds / step) * step, endSeconds, periodSeconds };
}

/** From `startSeconds`, inclusive, to `endSeconds`, exclusive, in seconds since the epoch. */
export interface QueriedRange {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly periodSeconds: number;
}
