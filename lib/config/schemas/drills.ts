import * as v from 'valibot';
import { configFile } from '../check/rule.ts';
import { cadence, duration } from '../values/duration.ts';

const day = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(1),
  v.maxValue(28),
  v.description('a day that each month has: 1 to 28'),
);
const hour = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(0),
  v.maxValue(23),
  v.description('an hour: 0 to 23'),
);

const schedule = v.strictObject({ day: v.optional(day, 1), hour: v.optional(hour, 3) });

/** When runbooks are drilled. Milliseconds. */
export const drills = configFile(
  v.strictObject({
    schedule: v.optional(schedule, {}),
    missed_after: v.optional(duration, '35d'),
    complete_within: v.optional(duration, '1h'),
    watch_interval: v.optional(cadence, '60s'),
  }),
  [],
);
