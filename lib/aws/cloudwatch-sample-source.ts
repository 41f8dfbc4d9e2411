import {
  GetMetricDataCommand,
  type CloudWatchClient,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import { METRICS, type MetricName } from '../contracts/metrics.ts';
import type { Mode } from '../contracts/mode.ts';
import type { Counts, Sample } from '../traffic/distribution.ts';
import type { SampleSource, SampleWindow } from '../traffic/ports.ts';
import { callStore } from './store-failure.ts';

/** Points finer than a minute are kept for three hours. */
const FINE_WINDOW_MS = 3 * 3_600_000;
const FINE_PERIOD_SECONDS = 10;
const COARSE_PERIOD_SECONDS = 60;

/** Counts selections from CloudWatch: $0.01 per 1,000 metrics asked for, three a mode. */
export class CloudWatchSampleSource implements SampleSource {
  readonly #client: CloudWatchClient;
  readonly #namespace: string;

  constructor(client: CloudWatchClient, namespace: string) {
    this.#client = client;
    this.#namespace = namespace;
  }

  async read(window: SampleWindow): Promise<Sample> {
    const sums = await this.#sum(window, [
      ...window.modes.map((mode) =>
        ask('assigned', mode, METRICS.assignments, {
          AssignedMode: mode,
          WeightsVersion: window.weightsLabel,
        }),
      ),
      ...window.modes.map((mode) => ask('served', mode, METRICS.selections, { Mode: mode })),
      ...window.modes.map((mode) => ask('downshifted', mode, METRICS.downshifted, { AssignedMode: mode })),
    ]);
    return { assigned: sums('assigned'), served: sums('served'), downshifted: sums('downshifted') };
  }

  async #sum(window: SampleWindow, questions: readonly Question[]): Promise<(kind: Kind) => Counts> {
    const totals = questions.map((question) => ({ ...question, sum: 0 }));
    let token: string | undefined;
    do {
      const command = this.#command(window, questions, token);
      const page = await callStore('metric store', () => this.#client.send(command));
      for (const { Id, Values } of page.MetricDataResults ?? []) {
        const total = totals[Number(Id?.slice(1))];
        if (total) total.sum += (Values ?? []).reduce((sum, value) => sum + value, 0);
      }
      token = page.NextToken;
    } while (token);
    return (kind) =>
      Object.fromEntries(totals.filter((total) => total.kind === kind).map(({ mode, sum }) => [mode, sum]));
  }

  #command({ from, to }: SampleWindow, questions: readonly Question[], token?: string): GetMetricDataCommand {
    const period = to - from <= FINE_WINDOW_MS ? FINE_PERIOD_SECONDS : COARSE_PERIOD_SECONDS;
    const toPeriod = (time: number, round: (value: number) => number) =>
      new Date(round(time / (period * 1_000)) * period * 1_000);
    return new GetMetricDataCommand({
      // Whole periods: CloudWatch moves a start that is not on one by rules of its own.
      StartTime: toPeriod(from, Math.floor),
      EndTime: toPeriod(to, Math.ceil),
      MetricDataQueries: questions.map((question, index) => this.#query(question, `m${index}`, period)),
      NextToken: token,
    });
  }

  #query({ metric, dimensions }: Question, id: string, period: number): MetricDataQuery {
    const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
    const Metric = { Namespace: this.#namespace, MetricName: metric, Dimensions };
    return { Id: id, MetricStat: { Metric, Period: period, Stat: 'Sum' } };
  }
}

type Kind = keyof Sample;

interface Question {
  readonly kind: Kind;
  readonly mode: Mode;
  readonly metric: MetricName;
  readonly dimensions: Readonly<Record<string, string>>;
}

function ask(kind: Kind, mode: Mode, ...rest: [MetricName, Record<string, string>]): Question {
  const [metric, dimensions] = rest;
  return { kind, mode, metric, dimensions };
}
