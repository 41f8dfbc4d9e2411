import * as v from 'valibot';

/** What steps ask the figures of. */
export const alarmNames = v.pipe(
  v.array(v.pipe(v.string(), v.nonEmpty())),
  v.minLength(1),
  v.description('a list of at least one name of an alarm'),
);
