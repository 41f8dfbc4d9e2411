import {
  GetMetricDataCommand,
  type CloudWatchClient,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import { METRICS } from '../contracts/metrics.ts';
import type { Mode } from '../contracts/mode.ts';
import type { LatencySource, LatencySpan } from '../traffic/ports.ts';
import { callStore } from './store-failure.ts';

const MINUTE_MS = 60_000;
/** Metrics arrive up to two minutes late; beyond these the service was idle. */
const MINUTES = 5;

interface Periods {
  /** Milliseconds since the epoch, as is `to`: whole periods, since CloudWatch moves others by rules of its own. */
  readonly from: number;
  readonly to: number;
  readonly periodMs: number;
}

/** How long callers waited, from CloudWatch: one call, one metric a mode. */
export class CloudWatchLatencySource implements LatencySource {
  readonly #client: CloudWatchClient;
  readonly #namespace: string;

  constructor(client: CloudWatchClient, namespace: string) {
    this.#client = client;
    this.#namespace = namespace;
  }

  p95(modes: readonly Mode[], now: number): Promise<Readonly<Record<Mode, number>>> {
    const to = Math.ceil((now + 1) / MINUTE_MS) * MINUTE_MS;
    return this.#newest(modes, { from: to - MINUTES * MINUTE_MS, to, periodMs: MINUTE_MS });
  }

  async p95Since(mode: Mode, { since, now, periodSeconds }: LatencySpan): Promise<number | undefined> {
    const periodMs = periodSeconds * 1_000;
    const from = Math.ceil(since / periodMs) * periodMs;
    const to = Math.floor(now / periodMs) * periodMs;
    return from < to ? (await this.#newest([mode], { from, to, periodMs }))[mode] : undefined;
  }

  async #newest(
    modes: readonly Mode[],
    { from, to, periodMs }: Periods,
  ): Promise<Readonly<Record<Mode, number>>> {
    const command = new GetMetricDataCommand({
      StartTime: new Date(from),
      EndTime: new Date(to),
      ScanBy: 'TimestampDescending',
      MetricDataQueries: modes.map((mode, index) => this.#query({ mode, index, periodMs })),
    });
    const { MetricDataResults = [] } = await callStore('metric store', () => this.#client.send(command));
    const newest = MetricDataResults.flatMap(({ Id, Values: [value] = [] }) => {
      const mode = modes[Number(Id?.slice(1))];
      return mode === undefined || value === undefined ? [] : [[mode, value] as const];
    });
    return Object.fromEntries(newest);
  }

  #query({ mode, index, periodMs }: { mode: Mode; index: number; periodMs: number }): MetricDataQuery {
    const Dimensions = [{ Name: 'Mode', Value: mode }];
    const Metric = { Namespace: this.#namespace, MetricName: METRICS.outcomeLatency, Dimensions };
    return { Id: `m${index}`, MetricStat: { Metric, Period: periodMs / 1_000, Stat: 'p95' } };
  }
}
