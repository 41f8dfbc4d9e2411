import * as v from 'valibot';
import { scheduledEvent, type ScheduledRun } from './schedule.ts';
import { text } from './text.ts';

/** POST /v1/drills */
export const drillRequest = v.strictObject({ reason: text });

export const drillId = v.pipe(v.string(), v.regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'a ULID'));

const monthly = v.pipe(
  v.strictObject({ monthly_at: v.pipe(v.string(), v.isoTimestamp('the time of a scheduled event')) }),
  v.transform(({ monthly_at }) => ({ monthlyAt: Date.parse(monthly_at) })),
);

/** What the rules send to `drill-watch`: that a drill is due, or that it is time to look. */
export const drillEvent = v.union([monthly, scheduledEvent]);

export type DrillEvent = { readonly monthlyAt: number } | ScheduledRun;
