import * as v from 'valibot';

export const ratio = v.pipe(v.number(), v.minValue(0), v.maxValue(1), v.description('a number from 0 to 1'));

/** A ratio at which 0 would mean "always" or "never". */
export const positiveRatio = v.pipe(
  v.number(),
  v.gtValue(0),
  v.maxValue(1),
  v.description('a number above 0 and at most 1'),
);
