import * as v from 'valibot';
import { AwsError } from '../../aws-endpoint/aws-error.ts';
import { timestampProblem } from '../metrics/accepted.ts';
import type { Measurement, MetricPoint } from '../metrics/metric-point.ts';
import type { Operation } from './operation.ts';
import { identity, parameters } from './parameters.ts';
import { parseInput } from './parse-input.ts';

const MOST_DATA = 1_000;
const MOST_VALUES = 150;

const countOfValue = v.pipe(parameters.value, v.minValue(0, 'A count is not negative.'));

const datum = v.strictObject({
  MetricName: identity.metricName,
  Dimensions: identity.dimensions,
  Timestamp: v.optional(parameters.timestampMs),
  Value: v.optional(parameters.value),
  Values: v.optional(
    v.pipe(
      v.array(parameters.value),
      v.minLength(1),
      v.maxLength(MOST_VALUES, `At most ${MOST_VALUES} values.`),
    ),
  ),
  Counts: v.optional(v.array(countOfValue)),
  StatisticValues: v.optional(
    v.pipe(
      v.strictObject({
        SampleCount: v.pipe(parameters.value, v.gtValue(0, 'SampleCount must be positive.')),
        Sum: parameters.value,
        Minimum: parameters.value,
        Maximum: parameters.value,
      }),
      v.check(({ Minimum, Maximum }) => Minimum <= Maximum, 'Minimum is greater than Maximum.'),
    ),
  ),
  Unit: v.optional(identity.unit, 'None'),
  StorageResolution: v.optional(v.picklist([1, 60]), 60),
});

type Datum = v.InferOutput<typeof datum>;

const schema = v.strictObject({
  Namespace: v.pipe(
    identity.namespace,
    v.check((namespace) => !namespace.startsWith('AWS/'), 'Namespaces that begin with AWS/ are reserved.'),
  ),
  MetricData: v.pipe(v.array(datum), v.maxLength(MOST_DATA, `At most ${MOST_DATA} metrics in a call.`)),
});

/** Records all of a call or, when any of it is refused, nothing. `record` returns when the points are safe. */
export function putMetricData(
  now: () => number,
  record: (points: readonly MetricPoint[]) => void,
): Operation {
  return (input) => {
    const { Namespace, MetricData } = parseInput(schema, input, 'InvalidParameterValueException');
    record(
      MetricData.flatMap((entry, index) => points(entry, { namespace: Namespace, index, nowMs: now() })),
    );
    return {};
  };
}

function points(
  entry: Datum,
  { namespace, index, nowMs }: { namespace: string; index: number; nowMs: number },
): MetricPoint[] {
  const parameter = `MetricData.member.${index + 1}`;
  const timestampMs = entry.Timestamp ?? nowMs;
  const problem = timestampProblem(timestampMs, nowMs);
  if (problem) throw invalid(`The parameter ${parameter}.Timestamp ${problem}.`);
  const shared = {
    metric: { namespace, metricName: entry.MetricName, dimensions: entry.Dimensions },
    unit: entry.Unit,
    resolutionSeconds: entry.StorageResolution,
    timestampMs,
  };
  return measurements(entry, parameter).map((measurement) => ({ ...shared, measurement }));
}

function measurements({ Value, Values, Counts, StatisticValues }: Datum, parameter: string): Measurement[] {
  const given = Object.entries({ Value, Values, StatisticValues }).filter(([, value]) => value !== undefined);
  if (given.length > 1) {
    const names = given.map(([name]) => `${parameter}.${name}`).join(' and ');
    throw new AwsError(
      'InvalidParameterCombinationException',
      `The parameters ${names} are mutually exclusive and you have specified both.`,
    );
  }
  if (Counts && Counts.length !== Values?.length) {
    throw invalid(`The parameters ${parameter}.Values and ${parameter}.Counts must have the same length.`);
  }
  if (Value !== undefined) return [{ value: Value, count: 1 }];
  if (StatisticValues) return [statisticSet(StatisticValues)];
  if (Values) {
    return Values.map((value, index) => ({ value, count: Counts?.[index] ?? 1 })).filter(
      ({ count }) => count > 0,
    );
  }
  throw new AwsError(
    'MissingRequiredParameterException',
    `One of ${parameter}.Value, ${parameter}.Values and ${parameter}.StatisticValues is required.`,
  );
}

function statisticSet(set: NonNullable<Datum['StatisticValues']>): Measurement {
  return { sampleCount: set.SampleCount, sum: set.Sum, minimum: set.Minimum, maximum: set.Maximum };
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}
