import * as v from 'valibot';

/** EventBridge writes the time of a scheduled event as `2026-01-31T12:00:00Z`. Milliseconds since the epoch once parsed. */
const eventTime = v.pipe(
  v.string(),
  v.isoTimestamp('the time of a scheduled event'),
  v.transform((text) => Date.parse(text)),
);

/** One run that a schedule asked for. A repeated or late delivery carries the time of the first. */
export interface ScheduledRun {
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
}

/** `delay_seconds` says how long a queue held it back on purpose. */
const direct = v.pipe(
  v.strictObject({
    scheduled_at: eventTime,
    delay_seconds: v.optional(v.pipe(v.number(), v.minValue(0)), 0),
  }),
  v.transform(({ scheduled_at, delay_seconds }): ScheduledRun => ({
    dueAt: scheduled_at + delay_seconds * 1_000,
  })),
);

/** Messages that come together ask for the same thing: the newest counts. */
const queued = v.pipe(
  v.object({
    Records: v.pipe(v.array(v.object({ body: v.pipe(v.string(), v.parseJson(), direct) })), v.minLength(1)),
  }),
  v.transform(({ Records }): ScheduledRun => ({
    dueAt: Math.max(...Records.map(({ body }) => body.dueAt)),
  })),
);

/** What schedules send to their functions (cdk/constructs/scheduled-function.ts, every-interval.ts). */
export const scheduledEvent = v.union([direct, queued]);
