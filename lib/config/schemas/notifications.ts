import * as v from 'valibot';
import { compare, span } from '../check/compare.ts';
import { configFile, rule } from '../check/rule.ts';
import { cadence, duration } from '../values/duration.ts';

/** How people are told of incidents. */
export const notifications = configFile(
  v.strictObject({ interval: cadence, late_after: duration, given_up_after: duration }),
  [
    rule(v.object({ interval: cadence, late_after: duration }), ({ interval, late_after }) =>
      compare(span(['late_after'], late_after), 'above', span(['interval'], interval)),
    ),
    rule(v.object({ late_after: duration, given_up_after: duration }), ({ late_after, given_up_after }) =>
      compare(span(['given_up_after'], given_up_after), 'above', span(['late_after'], late_after)),
    ),
  ],
);
