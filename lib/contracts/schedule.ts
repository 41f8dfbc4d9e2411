import * as v from 'valibot';

/** EventBridge writes the time of a scheduled event as `2026-01-31T12:00:00Z`. Milliseconds since the epoch once parsed. */
const eventTime = v.pipe(
  v.string(),
  v.isoTimestamp('the time of a scheduled event'),
  v.transform((text) => Date.parse(text)),
);

/** What a schedule sends to its function (cdk/constructs/scheduled-function.ts). */
export const scheduledEvent = v.pipe(
  v.strictObject({ scheduled_at: eventTime }),
  v.transform(({ scheduled_at }): ScheduledRun => ({ dueAt: scheduled_at })),
);

/** One run that a schedule asked for. A repeated or late delivery carries the time of the first. */
export interface ScheduledRun {
  /** Milliseconds since the epoch. */
  readonly dueAt: number;
}
