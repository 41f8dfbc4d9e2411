import {
  GetMetricDataCommand,
  type CloudWatchClient,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import { METRICS } from '../contracts/metrics.ts';
import type { Mode } from '../contracts/mode.ts';
import type { LatencySource } from '../traffic/ports.ts';
import { callStore } from './store-failure.ts';

const MINUTE_MS = 60_000;
/** Metrics arrive up to two minutes late; beyond these the service was idle. */
const MINUTES = 5;

/** How long callers waited, from CloudWatch: one call, one metric a mode. */
export class CloudWatchLatencySource implements LatencySource {
  readonly #client: CloudWatchClient;
  readonly #namespace: string;

  constructor(client: CloudWatchClient, namespace: string) {
    this.#client = client;
    this.#namespace = namespace;
  }

  async p95(modes: readonly Mode[], now: number): Promise<Readonly<Record<Mode, number>>> {
    // Whole minutes: CloudWatch moves a start that is not on one by rules of its own.
    const end = Math.ceil((now + 1) / MINUTE_MS) * MINUTE_MS;
    const command = new GetMetricDataCommand({
      StartTime: new Date(end - MINUTES * MINUTE_MS),
      EndTime: new Date(end),
      ScanBy: 'TimestampDescending',
      MetricDataQueries: modes.map((mode, index) => this.#query(mode, index)),
    });
    const { MetricDataResults = [] } = await callStore('metric store', () => this.#client.send(command));
    const newest = MetricDataResults.flatMap(({ Id, Values: [value] = [] }) => {
      const mode = modes[Number(Id?.slice(1))];
      return mode === undefined || value === undefined ? [] : [[mode, value] as const];
    });
    return Object.fromEntries(newest);
  }

  #query(mode: Mode, index: number): MetricDataQuery {
    const Dimensions = [{ Name: 'Mode', Value: mode }];
    const Metric = { Namespace: this.#namespace, MetricName: METRICS.outcomeLatency, Dimensions };
    return { Id: `m${index}`, MetricStat: { Metric, Period: MINUTE_MS / 1_000, Stat: 'p95' } };
  }
}
