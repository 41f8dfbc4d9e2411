import * as v from 'valibot';
import { compare, span } from '../check/compare.ts';
import { configFile, rule } from '../check/rule.ts';
import { flag } from '../values/choices.ts';
import { cadence, duration } from '../values/duration.ts';

/** Slack, "conversation" and "user" ids. */
const slackChannel = v.pipe(
  v.string(),
  v.regex(/^([CG][A-Z0-9]{6,20})?$/),
  v.description('the id of a channel of Slack, such as C0123456789, or nothing'),
);
const slackUser = v.pipe(
  v.string(),
  v.regex(/^[UW][A-Z0-9]{6,20}$/),
  v.description('the id of a member of Slack, such as U0123456789'),
);
const userName = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(128),
  v.description('a name in the user pool'),
);

const slack = v.strictObject({
  channel: v.optional(slackChannel, ''),
  users: v.optional(v.record(slackUser, userName), {}),
});

/** How people are told of incidents. */
export const notifications = configFile(
  v.strictObject({
    interval: cadence,
    late_after: duration,
    given_up_after: duration,
    slack: v.optional(slack, {}),
    pagerduty: v.optional(flag, false),
  }),
  [
    rule(v.object({ interval: cadence, late_after: duration }), ({ interval, late_after }) =>
      compare(span(['late_after'], late_after), 'above', span(['interval'], interval)),
    ),
    rule(v.object({ late_after: duration, given_up_after: duration }), ({ late_after, given_up_after }) =>
      compare(span(['given_up_after'], given_up_after), 'above', span(['late_after'], late_after)),
    ),
  ],
);
