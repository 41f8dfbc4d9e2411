import * as v from 'valibot';
import { compare, span } from '../check/compare.ts';
import { configFile, rule } from '../check/rule.ts';
import { flag } from '../values/choices.ts';
import { cadence, durationUpTo } from '../values/duration.ts';

/** A lock is held and a run is paused as long as somebody is asked: nobody is asked for more than a day. */
const LONGEST_MS = 86_400_000;

const timeout = durationUpTo(LONGEST_MS);
const warn_before = durationUpTo(LONGEST_MS);

/** How people are asked. Milliseconds. */
export const approvals = configFile(
  v.strictObject({
    timeout: v.optional(timeout, '60m'),
    warn_before: v.optional(warn_before, '15m'),
    accept_raw_callbacks: v.optional(flag, false),
    watch_interval: v.optional(cadence, '60s'),
  }),
  [
    rule(v.object({ timeout, warn_before }), (file) =>
      compare(span(['warn_before'], file.warn_before), 'below', span(['timeout'], file.timeout)),
    ),
  ],
);
