import * as v from 'valibot';
import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { Aggregate } from '../metrics/aggregate.ts';
import type { MetricStore } from '../metrics/metric-store.ts';
import { queriedRange } from '../metrics/retention.ts';
import { SIMPLE_STATISTICS, statisticOf, type Statistic } from '../metrics/statistic.ts';
import type { Operation } from './operation.ts';
import { identity, parameters } from './parameters.ts';
import { parseInput } from './parse-input.ts';

const MOST_DATAPOINTS = 1_440;

const schema = v.strictObject({
  Namespace: identity.namespace,
  MetricName: identity.metricName,
  Dimensions: identity.dimensions,
  StartTime: parameters.timestampMs,
  EndTime: parameters.timestampMs,
  Period: parameters.periodSeconds,
  Statistics: v.optional(v.pipe(v.array(v.picklist(SIMPLE_STATISTICS)), v.minLength(1), v.maxLength(5))),
  ExtendedStatistics: v.optional(
    v.pipe(
      v.array(
        v.pipe(
          parameters.statistic,
          v.check(({ statistic }) => typeof statistic === 'object', 'Percentiles only; use Statistics.'),
        ),
      ),
      v.minLength(1),
      v.maxLength(10),
    ),
  ),
  Unit: v.optional(identity.unit),
});

type Input = v.InferOutput<typeof schema>;

interface Asked {
  readonly name: string;
  readonly statistic: Statistic;
}

/** One data point a period and unit. A period without percentiles to be had is left out when only they are asked for. */
export function getMetricStatistics(store: MetricStore, now: () => number): Operation {
  return (raw) => {
    const input = parseInput(schema, raw, 'InvalidParameterValueException');
    refuseImpossible(input);
    const asked = { startSeconds: input.StartTime / 1_000, endSeconds: input.EndTime / 1_000 };
    const found = store.query({
      ...queriedRange({ ...asked, periodSeconds: input.Period }, now() / 1_000),
      metric: { namespace: input.Namespace, metricName: input.MetricName, dimensions: input.Dimensions },
      unit: input.Unit,
      withSamples: input.ExtendedStatistics !== undefined,
    });
    const datapoints = found.flatMap(({ unit, periods }) =>
      periods.flatMap(({ startSeconds, aggregate }) => {
        const values = valuesOf(aggregate, input);
        return values ? [{ Timestamp: startSeconds, ...values, Unit: unit }] : [];
      }),
    );
    return { Label: input.MetricName, Datapoints: datapoints };
  };
}

function valuesOf(aggregate: Aggregate, { Statistics, ExtendedStatistics }: Input) {
  const asked: readonly Asked[] =
    ExtendedStatistics ?? (Statistics ?? []).map((name) => ({ name, statistic: name }));
  const values = asked.flatMap(({ name, statistic }) => {
    const value = statisticOf(aggregate, statistic);
    return value === undefined ? [] : [[name, value] as const];
  });
  if (values.length === 0) return undefined;
  return ExtendedStatistics ? { ExtendedStatistics: Object.fromEntries(values) } : Object.fromEntries(values);
}

function refuseImpossible({ Statistics, ExtendedStatistics, StartTime, EndTime, Period }: Input): void {
  if (!Statistics && !ExtendedStatistics) {
    throw new AwsError(
      'InvalidParameterCombinationException',
      'At least one of the parameters Statistics and ExtendedStatistics must be specified.',
    );
  }
  if (Statistics && ExtendedStatistics) {
    throw new AwsError(
      'InvalidParameterCombinationException',
      'The parameters Statistics and ExtendedStatistics are mutually exclusive and you have specified both.',
    );
  }
  if (StartTime >= EndTime) {
    throw new AwsError(
      'InvalidParameterValueException',
      'The parameter StartTime must be less than the parameter EndTime.',
    );
  }
  const datapoints = Math.ceil((EndTime - StartTime) / 1_000 / Period);
  if (datapoints > MOST_DATAPOINTS) {
    throw new AwsError(
      'InvalidParameterCombinationException',
      `You have requested up to ${datapoints} datapoints, which exceeds the limit of ${MOST_DATAPOINTS}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    );
  }
}
