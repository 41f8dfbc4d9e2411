import * as v from 'valibot';
import { configFile } from '../check/rule.ts';
import { duration } from '../values/duration.ts';

const escalate_after = v.strictObject({
  sev1: v.optional(duration, '15m'),
  sev2: v.optional(duration, '30m'),
  sev3: v.optional(duration, '4h'),
  sev4: v.optional(duration, '1d'),
});

/** When incidents end by themselves, and when more people hear of them. Milliseconds. */
export const incidents = configFile(
  v.strictObject({
    settle_within: v.optional(duration, '15m'),
    escalate_after: v.optional(escalate_after, {}),
  }),
  [],
);
