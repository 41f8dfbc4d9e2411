import { PutMetricDataCommand, type CloudWatchClient, type MetricDatum } from '@aws-sdk/client-cloudwatch';
import type { Signal } from './signals.ts';

/** Takes signals as they were up to a time, in milliseconds since the epoch. */
export type Publish = (signals: readonly Signal[], at: number) => Promise<void>;

/** PutMetricData, API Reference. */
const MOST_VALUES = 150;

/** As docs/signals.md asks for it: the values themselves, with how often each was seen. */
export function cloudWatchReport(client: CloudWatchClient, namespace: string): Publish {
  return async (signals, at) => {
    const MetricData = signals.flatMap((signal) => dataOf(signal, new Date(at)));
    await client.send(new PutMetricDataCommand({ Namespace: namespace, MetricData }));
  };
}

function dataOf({ target, metric, unit, values }: Signal, timestamp: Date): MetricDatum[] {
  const seen = [...values];
  const pieces = Array.from({ length: Math.ceil(seen.length / MOST_VALUES) }, (_, index) =>
    seen.slice(index * MOST_VALUES, (index + 1) * MOST_VALUES),
  );
  return pieces.map((piece) => ({
    MetricName: metric,
    Dimensions: [{ Name: 'Target', Value: target }],
    Timestamp: timestamp,
    Values: piece.map(([value]) => value),
    Counts: piece.map(([, times]) => times),
    Unit: unit,
    // Alarms of a rehearsal look at ten seconds.
    StorageResolution: 1,
  }));
}
