import { emptyAggregate, mergeAggregate, type Aggregate } from '../metrics/aggregate.ts';
import type { MetricStore } from '../metrics/metric-store.ts';
import { statisticOf } from '../metrics/statistic.ts';
import type { AlarmDefinition, ComparisonOperator } from './alarm.ts';
import { decide, evaluationRange, type Decision } from './decide.ts';

/** A data point that an alarm was evaluated with. */
export interface EvaluatedPoint {
  readonly startSeconds: number;
  readonly value: number;
  readonly sampleCount: number;
  readonly isBreaching: boolean;
}

export interface Evaluation {
  readonly state: Decision['state'];
  /** Newest first. */
  readonly points: readonly EvaluatedPoint[];
  readonly filled: number;
}

/** Periods of a minute or more are evaluated every minute, shorter ones every ten seconds. */
export function evaluationIntervalMs({ periodSeconds }: Pick<AlarmDefinition, 'periodSeconds'>): number {
  return periodSeconds < 60 ? 10_000 : 60_000;
}

/** What the data up to the last whole evaluation interval says of the alarm. */
export function evaluate(definition: AlarmDefinition, store: MetricStore, nowMs: number): Evaluation {
  const points = pointsInRange(definition, store, nowMs);
  const { state, evaluated, filled } = decide(
    points.map((point) => (!point ? 'missing' : point.isBreaching ? 'breaching' : 'notBreaching')),
    {
      evaluationPeriods: definition.evaluationPeriods,
      datapointsToAlarm: definition.datapointsToAlarm ?? definition.evaluationPeriods,
      // Whatever is configured. Source: "Configuring how CloudWatch alarms treat missing data".
      treatMissingData:
        definition.metric.namespace === 'AWS/DynamoDB' ? 'ignore' : definition.treatMissingData,
    },
  );
  const used = evaluated.flatMap((place) => points[place] ?? []);
  return { state: hasTooFewSamples(definition, used) ? 'retain' : state, points: used, filled };
}

/** One place a period, newest first. */
function pointsInRange(
  definition: AlarmDefinition,
  store: MetricStore,
  nowMs: number,
): readonly (EvaluatedPoint | undefined)[] {
  const { metric, unit, periodSeconds, statistic, threshold, comparisonOperator } = definition;
  const intervalMs = evaluationIntervalMs(definition);
  const endSeconds = (Math.floor(nowMs / intervalMs) * intervalMs) / 1_000;
  const range = evaluationRange(definition);
  const startSeconds = endSeconds - range * periodSeconds;
  const withSamples = typeof statistic.statistic === 'object';
  const found = store.query({ metric, unit, startSeconds, endSeconds, periodSeconds, withSamples });
  const points = Array.from<EvaluatedPoint | undefined>({ length: range });
  for (const [start, aggregate] of acrossUnits(found)) {
    const value = statisticOf(aggregate, statistic.statistic);
    if (value === undefined) continue;
    const isBreaching = breaches(value, comparisonOperator, threshold);
    const place = (endSeconds - start) / periodSeconds - 1;
    points[place] = { startSeconds: start, value, sampleCount: aggregate.sampleCount, isBreaching };
  }
  return points;
}

/** An alarm without a unit takes what was published in any. */
function acrossUnits(found: ReturnType<MetricStore['query']>): ReadonlyMap<number, Aggregate> {
  const periods = new Map<number, Aggregate>();
  for (const { startSeconds, aggregate } of found.flatMap((unit) => unit.periods)) {
    const merged = periods.get(startSeconds) ?? emptyAggregate();
    mergeAggregate(merged, aggregate, { bounded: false });
    periods.set(startSeconds, merged);
  }
  return periods;
}

function breaches(value: number, operator: ComparisonOperator, threshold: number): boolean {
  switch (operator) {
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold;
    case 'GreaterThanThreshold':
      return value > threshold;
    case 'LessThanThreshold':
      return value < threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= threshold;
  }
}

/** Source: "Percentile-based CloudWatch alarms and low data samples", CloudWatch User Guide. */
function hasTooFewSamples(
  { statistic: { statistic }, evaluatesLowSampleCount }: AlarmDefinition,
  points: readonly EvaluatedPoint[],
): boolean {
  if (evaluatesLowSampleCount || typeof statistic !== 'object') return false;
  const fraction = statistic.percent / 100;
  if (fraction <= 0 || fraction >= 1) return false;
  const samples = points.reduce((total, { sampleCount }) => total + sampleCount, 0);
  // 10 / (1 - 0.9) is a hair more than 100.
  return samples < (10 / (fraction >= 0.5 ? 1 - fraction : fraction)) * (1 - 1e-9);
}
