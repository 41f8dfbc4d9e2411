import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { AlarmDefinition, AlarmSource } from '../alarms/alarm.ts';
import { SIMPLE_STATISTICS } from '../metrics/statistic.ts';
import { expressionAt, metricQuery } from './metric-query.ts';
import { identity, parameters, text } from './parameters.ts';
import { parseInput } from './parse-input.ts';

const actions = v.optional(
  v.pipe(v.array(text(1_024)), v.maxLength(5, 'At most 5 actions for a state.')),
  [],
);
const count = v.pipe(v.number(), v.integer(), v.minValue(1));

const schema = v.strictObject({
  AlarmName: v.pipe(text(255), v.regex(/^\P{Cc}*$/u, 'Control characters are not allowed.')),
  AlarmDescription: v.optional(v.pipe(v.string(), v.maxLength(1_024))),
  ActionsEnabled: v.optional(v.boolean(), true),
  OKActions: actions,
  AlarmActions: actions,
  InsufficientDataActions: actions,
  MetricName: v.optional(identity.metricName),
  Namespace: v.optional(identity.namespace),
  Statistic: v.optional(v.picklist(SIMPLE_STATISTICS)),
  ExtendedStatistic: v.optional(parameters.statistic),
  Dimensions: v.optional(identity.dimensions.wrapped),
  Period: v.optional(parameters.periodSeconds),
  Unit: v.optional(identity.unit),
  Metrics: v.optional(
    v.pipe(v.array(metricQuery), v.length(1, 'Metric math is not supported: one metric only.')),
  ),
  EvaluationPeriods: count,
  DatapointsToAlarm: v.optional(count),
  Threshold: parameters.value,
  ComparisonOperator: v.picklist([
    'GreaterThanOrEqualToThreshold',
    'GreaterThanThreshold',
    'LessThanThreshold',
    'LessThanOrEqualToThreshold',
  ]),
  TreatMissingData: v.optional(v.picklist(['missing', 'ignore', 'breaching', 'notBreaching']), 'missing'),
  EvaluateLowSampleCountPercentile: v.optional(v.picklist(['evaluate', 'ignore']), 'evaluate'),
  Tags: v.optional(v.pipe(v.array(v.strictObject({ Key: text(128), Value: v.string() })), v.maxLength(50))),
});

type Input = v.InferOutput<typeof schema>;
type Watched = Pick<
  AlarmDefinition,
  'metric' | 'unit' | 'statistic' | 'periodSeconds' | 'metricId' | 'metricLabel'
>;

/** Throws AwsError ValidationException for what CloudWatch, or this one, does not take. */
export function parseAlarm(source: AlarmSource): AlarmDefinition {
  const expression = expressionAt(source['Metrics']);
  if (expression !== -1) {
    throw invalid(
      `Metrics.member.${expression + 1}.Expression: metric math is not supported by this local CloudWatch`,
    );
  }
  const input = parseInput(schema, source, 'ValidationException');
  const watched = input.Metrics ? watchedByQuery(input) : watchedByName(input);
  refuseImpossible(input, watched.periodSeconds);
  return {
    ...watched,
    name: input.AlarmName,
    description: input.AlarmDescription,
    actionsEnabled: input.ActionsEnabled,
    actions: {
      OK: input.OKActions,
      ALARM: input.AlarmActions,
      INSUFFICIENT_DATA: input.InsufficientDataActions,
    },
    evaluationPeriods: input.EvaluationPeriods,
    datapointsToAlarm: input.DatapointsToAlarm,
    threshold: input.Threshold,
    comparisonOperator: input.ComparisonOperator,
    treatMissingData: input.TreatMissingData,
    evaluatesLowSampleCount: input.EvaluateLowSampleCountPercentile === 'evaluate',
  };
}

function watchedByName(input: Input): Watched {
  const { MetricName, Namespace, Period, Statistic, ExtendedStatistic } = input;
  if (Statistic && ExtendedStatistic) {
    throw invalid('The parameters Statistic and ExtendedStatistic are mutually exclusive.');
  }
  const metricName = required(MetricName, 'MetricName');
  const namespace = required(Namespace, 'Namespace');
  const statistic = Statistic ? { name: Statistic, statistic: Statistic } : ExtendedStatistic;
  return {
    metric: { namespace, metricName, dimensions: input.Dimensions ?? {} },
    unit: input.Unit,
    statistic: required(statistic, 'Statistic or ExtendedStatistic'),
    periodSeconds: required(Period, 'Period'),
    metricId: uuidOf(`${input.AlarmName} ${namespace} ${metricName}`),
    metricLabel: undefined,
  };
}

function watchedByQuery(input: Input): Watched {
  const alone = [
    'MetricName',
    'Namespace',
    'Statistic',
    'ExtendedStatistic',
    'Dimensions',
    'Period',
    'Unit',
  ] as const;
  const both = alone.find((name) => input[name] !== undefined);
  if (both) throw invalid(`The parameters Metrics and ${both} are mutually exclusive.`);
  const { Id, Label, MetricStat, ReturnData } = required(input.Metrics?.[0], 'Metrics');
  if (!ReturnData) throw invalid('Metrics.member.1.ReturnData must be true: it is what the alarm watches.');
  const { Metric, Period, Stat, Unit } = MetricStat;
  return {
    metric: { namespace: Metric.Namespace, metricName: Metric.MetricName, dimensions: Metric.Dimensions },
    unit: Unit,
    statistic: Stat,
    periodSeconds: Period,
    metricId: Id,
    metricLabel: Label,
  };
}

/** Source: Period and EvaluationPeriods of PutMetricAlarm, API Reference. */
function refuseImpossible({ DatapointsToAlarm, EvaluationPeriods }: Input, periodSeconds: number): void {
  if (periodSeconds < 10) {
    throw invalid(`Period ${periodSeconds} is invalid: alarms take 10, 20, 30 or a multiple of 60.`);
  }
  if (DatapointsToAlarm !== undefined && DatapointsToAlarm > EvaluationPeriods) {
    throw invalid('DatapointsToAlarm must not be greater than EvaluationPeriods.');
  }
  const longest = periodSeconds < 3_600 ? 86_400 : 604_800;
  if (periodSeconds * EvaluationPeriods > longest) {
    throw invalid(`Period times EvaluationPeriods must not be more than ${longest} seconds.`);
  }
}

function required<Value>(value: Value | undefined, name: string): Value {
  if (value === undefined) throw invalid(`The parameter ${name} is required.`);
  return value;
}

/** Events name a metric by a UUID; this one is the same at every start. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
