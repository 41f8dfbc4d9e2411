import {
  GetMetricDataCommand,
  type CloudWatchClient,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import { METRICS } from '../contracts/metrics.ts';
import type { Mode } from '../contracts/mode.ts';
import type { ForeignMetric } from '../contracts/observability-config.ts';
import type {
  ServingFigures,
  ServingFiguresSource,
  TimedCount,
  TimeSpan,
} from '../observability/report/figures.ts';
import { callStore } from './store-failure.ts';

const MINUTE_MS = 60_000;
const MINUTE_SECONDS = 60;
/** Points finer than a minute are kept for three hours. */
const FINE_WINDOW_MS = 3 * 3_600_000;
const FINE_SECONDS = 10;
/** A p95 needs many answers to mean something: so many parts of the window, none shorter than a minute. */
const LATENCY_PARTS = 48;

interface Question {
  readonly metric: ForeignMetric;
  readonly statistic: 'Sum' | 'Average' | 'p95';
  readonly periodSeconds: number;
}

/** Points of a series by time. */
type Points = readonly TimedCount[];

/**
 * What a window has seen, in one call of GetMetricData (more for more than about a week): four metrics a mode and four
 * more, $0.00016 for three modes.
 */
export class CloudWatchServingFigures implements ServingFiguresSource {
  readonly #client: CloudWatchClient;
  readonly #namespace: string;
  readonly #cache: ForeignMetric;

  constructor(client: CloudWatchClient, namespace: string, cache: ForeignMetric) {
    this.#client = client;
    this.#namespace = namespace;
    this.#cache = cache;
  }

  async read(
    span: TimeSpan,
    { modes, weightsLabel }: { readonly modes: readonly Mode[]; readonly weightsLabel: string },
  ): Promise<ServingFigures> {
    const latencyPeriodSeconds = latencyPeriodOf(span);
    const ofMode = (name: string, mode: Mode, more: Partial<Question> = {}): Question => ({
      ...this.#sum(name, { Mode: mode }),
      ...more,
    });
    const assigned = modes.map((mode) => ({
      ...this.#sum(METRICS.assignments, { AssignedMode: mode, WeightsVersion: weightsLabel }),
      periodSeconds: span.to - span.from <= FINE_WINDOW_MS ? FINE_SECONDS : MINUTE_SECONDS,
    }));
    const outcomes = modes.map((mode) => ofMode(METRICS.outcomes, mode));
    const errors = modes.map((mode) => ofMode(METRICS.outcomeErrors, mode));
    const latency = modes.map((mode) =>
      ofMode(METRICS.outcomeLatency, mode, { statistic: 'p95', periodSeconds: latencyPeriodSeconds }),
    );
    const rollbacks = this.#sum(METRICS.rollbacks);
    const failures = this.#sum(METRICS.serverErrors);
    const training = this.#sum(METRICS.trainingSteps);
    const cache: Question = { metric: this.#cache, statistic: 'Average', periodSeconds: MINUTE_SECONDS };
    const questions = [...assigned, ...outcomes, ...errors, ...latency, rollbacks, failures, training, cache];
    const answers = await this.#ask(span, questions);
    const pointsOf = (question: Question) => answers.get(question) ?? [];
    return {
      assigned: byMode(modes, (index) => pointsAt(assigned, index, pointsOf)),
      outcomes: totalOf(outcomes.flatMap(pointsOf)),
      errors: totalOf(errors.flatMap(pointsOf)),
      worstP95Seconds: worstSeconds(modes, (index) => pointsAt(latency, index, pointsOf)),
      latencyPeriodSeconds,
      rollbacks: totalOf(pointsOf(rollbacks)),
      minutes: minutesOf([...outcomes, training].flatMap(pointsOf), pointsOf(failures)),
      cacheHitRate: meanShare(pointsOf(cache)),
    };
  }

  #sum(name: string, dimensions: Readonly<Record<string, string>> = {}): Question {
    const metric = { namespace: this.#namespace, name, dimensions };
    return { metric, statistic: 'Sum', periodSeconds: MINUTE_SECONDS };
  }

  async #ask({ from, to }: TimeSpan, questions: readonly Question[]): Promise<ReadonlyMap<Question, Points>> {
    const answers = new Map<Question, TimedCount[]>();
    let NextToken: string | undefined;
    do {
      const command = new GetMetricDataCommand({
        // Whole minutes: CloudWatch moves a start that is not on one by rules of its own.
        StartTime: new Date(Math.floor(from / MINUTE_MS) * MINUTE_MS),
        EndTime: new Date(Math.ceil(to / MINUTE_MS) * MINUTE_MS),
        ScanBy: 'TimestampAscending',
        MetricDataQueries: questions.map(toQuery),
        NextToken,
      });
      const page = await callStore('metric store', () => this.#client.send(command));
      for (const { Id, Values = [], Timestamps = [] } of page.MetricDataResults ?? []) {
        const question = questions[Number(Id?.slice(1))];
        if (!question) continue;
        const points = Values.map((count, index) => ({ count, at: Timestamps[index]?.getTime() ?? from }));
        answers.set(question, [...(answers.get(question) ?? []), ...points]);
      }
      ({ NextToken } = page);
    } while (NextToken !== undefined);
    return answers;
  }
}

function toQuery({ metric, statistic, periodSeconds }: Question, index: number): MetricDataQuery {
  const Dimensions = Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value }));
  const Metric = { Namespace: metric.namespace, MetricName: metric.name, Dimensions };
  return { Id: `m${index}`, MetricStat: { Metric, Period: periodSeconds, Stat: statistic } };
}

const latencyPeriodOf = ({ from, to }: TimeSpan): number =>
  MINUTE_SECONDS * Math.max(1, Math.ceil((to - from) / LATENCY_PARTS / MINUTE_MS));

function pointsAt(
  questions: readonly Question[],
  index: number,
  pointsOf: (question: Question) => Points,
): Points {
  const question = questions[index];
  return question ? pointsOf(question) : [];
}

function byMode<T>(modes: readonly Mode[], valueAt: (index: number) => T): Readonly<Record<Mode, T>> {
  return Object.fromEntries(modes.map((mode, index) => [mode, valueAt(index)]));
}

const totalOf = (points: Points): number => points.reduce((sum, { count }) => sum + count, 0);

function worstSeconds(modes: readonly Mode[], pointsOf: (index: number) => Points) {
  const worst = modes.flatMap((mode, index) => {
    const counts = pointsOf(index).map(({ count }) => count);
    return counts.length === 0 ? [] : [[mode, Math.max(...counts) / 1_000] as const];
  });
  return Object.fromEntries(worst);
}

function minutesOf(asked: Points, failures: Points): ServingFigures['minutes'] {
  const broken = new Set(failures.filter(({ count }) => count > 0).map(({ at }) => at));
  const all = new Set([...asked.filter(({ count }) => count > 0).map(({ at }) => at), ...broken]);
  return { asked: all.size, broken: broken.size };
}

/** Published in percent. */
const meanShare = (points: Points): number | undefined =>
  points.length === 0 ? undefined : totalOf(points) / points.length / 100;
