import * as v from 'valibot';
import { formatDuration, MILLISECONDS, parseDuration } from '../../shared/duration.ts';

/** Read as a whole number above 0 and one unit, such as `5s`; kept as milliseconds. A stage may shorten it. */
export const duration = v.pipe(
  v.string(),
  v.check((text) => parseDuration(text) !== undefined),
  v.transform((text) => parseDuration(text) ?? NaN),
  v.maxValue(366 * MILLISECONDS.d),
  v.brand('Milliseconds'),
  v.description('a duration such as 500ms, 5s, 10m, 1h or 2d, at most 366d'),
  v.metadata({ shortenable: true }),
);

/** A plain number to reckon with; the brand keeps other numbers from passing for one. */
export type Milliseconds = v.InferOutput<typeof duration>;

export function durationUpTo(longestMilliseconds: number) {
  return v.pipe(
    duration,
    v.check((milliseconds) => milliseconds <= longestMilliseconds),
    v.description(`a duration of at most ${formatDuration(longestMilliseconds)}, such as 500ms`),
  );
}

/** For what AWS counts in seconds: DynamoDB's TTL, the expiry of a presigned URL. */
export function wholeSecondsUpTo(longestMilliseconds: number) {
  return v.pipe(
    durationUpTo(longestMilliseconds),
    v.check((milliseconds) => milliseconds % MILLISECONDS.s === 0),
    v.description(`whole seconds of at most ${formatDuration(longestMilliseconds)}, such as 5s`),
  );
}

/**
 * How often a rule of the stage does something. EventBridge calls at most once a minute ("rate expressions", Amazon
 * EventBridge user guide); what is due between two calls is sent as delayed messages, so it must divide the minute.
 */
export const cadence = v.pipe(
  duration,
  v.check((period) => dividesMinute(period) || period % MILLISECONDS.m === 0),
  v.description('whole seconds that divide 1m (such as 10s or 30s), or whole minutes'),
);

/** CloudWatch, PutMetricAlarm, "Period": 10, 20, 30, and any multiple of 60; an evaluation spans at most a day. */
export const alarmPeriod = v.pipe(
  duration,
  v.check((period) => period <= MILLISECONDS.d),
  v.check((period) => [10_000, 20_000, 30_000].includes(period) || period % MILLISECONDS.m === 0),
  v.description('10s, 20s, 30s or whole minutes up to 1d'),
);

function dividesMinute(period: number): boolean {
  return period % MILLISECONDS.s === 0 && MILLISECONDS.m % period === 0;
}
