import { GetMetricDataCommand, type CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { ForeignMetric } from '../contracts/observability-config.ts';
import type { CacheSource } from '../observability/ports.ts';
import type { Clock } from '../shared/clock.ts';
import { callStore } from './store-failure.ts';

const PERIOD_SECONDS = 60;
/** A cache publishes once a minute, and late. */
const WINDOW_MS = 15 * 60_000;

/** $0.01 per 1,000 calls: read at most once a minute, $0.43 a month. */
export class CloudWatchCacheSource implements CacheSource {
  readonly #client: CloudWatchClient;
  readonly #metric: ForeignMetric;
  readonly #clock: Clock;

  constructor(client: CloudWatchClient, metric: ForeignMetric, clock: Clock) {
    this.#client = client;
    this.#metric = metric;
    this.#clock = clock;
  }

  async hitRate(): Promise<number | undefined> {
    const { namespace, name, dimensions } = this.#metric;
    const now = this.#clock.now();
    const command = new GetMetricDataCommand({
      StartTime: new Date(now - WINDOW_MS),
      EndTime: new Date(now),
      ScanBy: 'TimestampDescending',
      MetricDataQueries: [
        {
          Id: 'hits',
          MetricStat: {
            Metric: {
              Namespace: namespace,
              MetricName: name,
              Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
            },
            Period: PERIOD_SECONDS,
            Stat: 'Average',
          },
        },
      ],
    });
    const { MetricDataResults = [] } = await callStore('metric store', () => this.#client.send(command));
    const newest = MetricDataResults[0]?.Values?.[0];
    return newest === undefined ? undefined : newest / 100;
  }
}
