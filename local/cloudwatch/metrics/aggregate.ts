import type { Measurement } from './metric-point.ts';
import { addSample, mergeSamples, type Samples } from './samples.ts';

/** What CloudWatch knows of all measurements in a stretch of time. */
export interface Aggregate {
  sampleCount: number;
  sum: number;
  minimum: number;
  maximum: number;
  /** Undefined when percentiles are not to be had: of a negative value, or of numbers aggregated by the sender. */
  samples: Samples | undefined;
}

export function emptyAggregate(): Aggregate {
  return {
    sampleCount: 0,
    sum: 0,
    minimum: Infinity,
    maximum: -Infinity,
    samples: { pairs: [], coarseness: 0 },
  };
}

export function addMeasurement(aggregate: Aggregate, measurement: Measurement): void {
  if (!('value' in measurement)) {
    addStatisticSet(aggregate, measurement);
    return;
  }
  const { value, count } = measurement;
  widen(aggregate, {
    sampleCount: count,
    sum: value === 0 ? 0 : value * count,
    minimum: value,
    maximum: value,
  });
  if (value < 0) aggregate.samples = undefined;
  else if (aggregate.samples) addSample(aggregate.samples, value, count);
}

/** `bounded` for what is kept, unbounded (and exact for longer) for what is only looked at. */
export function mergeAggregate(target: Aggregate, source: Aggregate, size: { bounded: boolean }): void {
  widen(target, source);
  if (!source.samples) target.samples = undefined;
  else if (target.samples) mergeSamples(target.samples, source.samples, size);
}

type StatisticSet = Exclude<Measurement, { value: number }>;

/** A set whose values must all be equal is as good as the values (PutMetricData's documentation). */
function addStatisticSet(aggregate: Aggregate, set: StatisticSet): void {
  const { sampleCount, sum, minimum, maximum } = set;
  if (minimum === maximum && sum === minimum * sampleCount) {
    addMeasurement(aggregate, { value: minimum, count: sampleCount });
    return;
  }
  widen(aggregate, set);
  aggregate.samples = undefined;
}

function widen(target: Aggregate, more: StatisticSet): void {
  target.sampleCount += more.sampleCount;
  target.sum += more.sum;
  target.minimum = Math.min(target.minimum, more.minimum);
  target.maximum = Math.max(target.maximum, more.maximum);
}
