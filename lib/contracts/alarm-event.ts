import * as v from 'valibot';

/**
 * What EventBridge delivers when an alarm goes into ALARM ("CloudWatch Alarm State Change"). The time is written as
 * `2026-01-31T12:00:00.000+0000`, which RFC 3339 would give a colon.
 */
export const alarmEvent = v.pipe(
  v.object({
    detail: v.object({
      alarmName: v.pipe(v.string(), v.nonEmpty()),
      state: v.object({
        value: v.literal('ALARM'),
        timestamp: v.pipe(
          v.string(),
          v.transform((text) => Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))),
          v.integer('a time'),
        ),
      }),
    }),
  }),
  v.transform(({ detail: { alarmName, state } }) => ({ name: alarmName, at: state.timestamp })),
);
