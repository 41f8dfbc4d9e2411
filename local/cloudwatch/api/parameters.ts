import * as v from 'valibot';
import { isAcceptedValue } from '../metrics/accepted.ts';
import { parseStatistic } from '../metrics/statistic.ts';
import { STANDARD_UNITS } from '../metrics/unit.ts';

/** Text of 1 to `longest` characters. */
export const text = (longest: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(longest));

const printableAscii = (longest: number) =>
  v.pipe(
    text(longest),
    v.regex(/^[\x20-\x7e]*$/, 'Only ASCII characters that are no control characters are allowed.'),
    v.regex(/\S/, 'At least one character that is not white space is needed.'),
  );

const name = (longest: number) =>
  v.pipe(printableAscii(longest), v.regex(/^[^:]/, 'A leading colon is not allowed.'));

const dimensions = v.pipe(
  v.array(v.strictObject({ Name: name(255), Value: printableAscii(1_024) })),
  v.maxLength(30),
  v.check(
    (list) => new Set(list.map(({ Name }) => Name)).size === list.length,
    'A dimension is given twice.',
  ),
  v.transform((list) => Object.fromEntries(list.map(({ Name, Value }) => [Name, Value]))),
);

/** JSON has no other way to say NaN, so that is how SDKs send it. */
const double = v.union([
  v.number(),
  v.pipe(v.picklist(['NaN', 'Infinity', '-Infinity']), v.transform(Number)),
]);

/** What metrics and alarms are named by. Dimensions become a record. */
export const identity = {
  namespace: name(255),
  metricName: printableAscii(255),
  dimensions: v.optional(dimensions, []),
  unit: v.picklist(STANDARD_UNITS),
};

export const parameters = {
  value: v.pipe(
    double,
    v.check(isAcceptedValue, ({ input }) => `${input} is not a number from -2^360 to 2^360.`),
  ),
  /** Seconds since the epoch on the wire, milliseconds from here on. */
  timestampMs: v.pipe(
    v.number(),
    v.transform((seconds) => Math.round(seconds * 1_000)),
  ),
  periodSeconds: v.pipe(
    v.number(),
    v.integer(),
    v.check(
      (seconds) => [1, 5, 10, 20, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0),
      ({ input }) => `${input} is not 1, 5, 10, 20, 30 or a multiple of 60.`,
    ),
    v.maxValue(86_400, 'A period is at most 86400 seconds.'),
  ),
  statistic: v.pipe(
    v.string(),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const statistic = parseStatistic(dataset.value);
      if (statistic !== undefined) return { name: dataset.value, statistic };
      addIssue({
        message: `${dataset.value} is not SampleCount, Average, Sum, Minimum, Maximum or p0 to p100; trimmed statistics are not supported.`,
      });
      return NEVER;
    }),
  ),
};
