import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { METRICS } from '../contracts/metrics.ts';
import type { Mode } from '../contracts/mode.ts';
import type { ForeignMetric } from '../contracts/observability-config.ts';
import type { ServingFigures, ServingFiguresSource, TimeSpan } from '../observability/report/figures.ts';
import { askMetrics, type Points, type Question } from './metric-questions.ts';

const MINUTE_MS = 60_000;
const MINUTE_SECONDS = 60;
/** Points finer than a minute are kept for three hours; a question that begins before that gets none of them. */
const FINE_KEPT_MS = 3 * 3_600_000;
const FINE_SECONDS = 10;
/** A p95 needs many answers to mean something: so many parts of the window, none shorter than a minute. */
const LATENCY_PARTS = 48;

export interface ServingMetrics {
  /** Of what functions publish. */
  readonly namespace: string;
  readonly cache: ForeignMetric;
  /** Of the HTTP API. API Gateway counts what never reached a function, or never came back from one. */
  readonly apiId: string;
}

/**
 * What a window has seen, in one call of GetMetricData (more for more than about a week): four metrics a mode and five
 * more, $0.00017 for three modes.
 */
export class CloudWatchServingFigures implements ServingFiguresSource {
  readonly #client: CloudWatchClient;
  readonly #metrics: ServingMetrics;

  constructor(client: CloudWatchClient, metrics: ServingMetrics) {
    this.#client = client;
    this.#metrics = metrics;
  }

  async read(
    span: TimeSpan,
    { modes, weightsLabel }: { readonly modes: readonly Mode[]; readonly weightsLabel: string },
  ): Promise<ServingFigures> {
    const latencyPeriodSeconds = latencyPeriodOf(span);
    const periodSeconds = assignmentPeriodOf(span);
    const ofModes = modes.map((mode) => ({
      mode,
      assigned: {
        ...this.#own(METRICS.assignments, { AssignedMode: mode, WeightsVersion: weightsLabel }),
        periodSeconds,
      },
      // Each outcome that was not cancelled is a 1 or a 0 of it.
      outcomes: {
        ...this.#own(METRICS.outcomeErrors, { Mode: mode }),
        statistic: 'SampleCount' as const,
      },
      errors: this.#own(METRICS.outcomeErrors, { Mode: mode }),
      latency: {
        ...this.#own(METRICS.outcomeLatency, { Mode: mode }),
        statistic: 'p95' as const,
        periodSeconds: latencyPeriodSeconds,
      },
    }));
    const rollbacks = this.#own(METRICS.rollbacks);
    const [asked, failures] = [this.#ofApi('Count'), this.#ofApi('5xx')];
    const cache = sumOf(this.#metrics.cache);
    const lookUps: Question = { ...cache, statistic: 'SampleCount' };
    const points = await askMetrics(this.#client, span, [
      ...ofModes.flatMap((of) => [of.assigned, of.outcomes, of.errors, of.latency]),
      ...[rollbacks, asked, failures, cache, lookUps],
    ]);
    return {
      assigned: Object.fromEntries(ofModes.map((of) => [of.mode, points(of.assigned)])),
      outcomes: totalOf(ofModes.flatMap((of) => points(of.outcomes))),
      errors: totalOf(ofModes.flatMap((of) => points(of.errors))),
      worstP95Seconds: Object.fromEntries(
        ofModes.flatMap((of) => worstOf(points(of.latency)).map((worst) => [of.mode, worst / 1_000])),
      ),
      latencyPeriodSeconds,
      rollbacks: totalOf(points(rollbacks)),
      minutes: { asked: countOf(points(asked)), broken: countOf(points(failures)) },
      cacheHitRate: shareOf(totalOf(points(cache)), totalOf(points(lookUps))),
    };
  }

  #own(name: string, dimensions: Readonly<Record<string, string>> = {}): Question {
    return sumOf({ namespace: this.#metrics.namespace, name, dimensions });
  }

  /** "Monitor CloudWatch metrics for HTTP APIs in API Gateway". */
  #ofApi(name: 'Count' | '5xx'): Question {
    return sumOf({ namespace: 'AWS/ApiGateway', name, dimensions: { ApiId: this.#metrics.apiId } });
  }
}

const sumOf = (metric: ForeignMetric): Question => ({
  metric,
  statistic: 'Sum',
  periodSeconds: MINUTE_SECONDS,
});

const latencyPeriodOf = ({ from, to }: TimeSpan): number =>
  MINUTE_SECONDS * Math.max(1, Math.ceil((to - from) / LATENCY_PARTS / MINUTE_MS));

/** A minute to spare: CloudWatch goes by when it is asked, which is later than `to`. */
const assignmentPeriodOf = ({ from, to }: TimeSpan): number =>
  to - from < FINE_KEPT_MS - MINUTE_MS ? FINE_SECONDS : MINUTE_SECONDS;

const totalOf = (points: Points): number => points.reduce((sum, { count }) => sum + count, 0);

/** Periods in which anything was counted. */
const countOf = (points: Points): number => points.filter(({ count }) => count > 0).length;

/** The largest, if there is any. */
const worstOf = (points: Points): readonly number[] =>
  points.length === 0 ? [] : [Math.max(...points.map(({ count }) => count))];

/** Each report counts as many look-ups as another, in percent, however many a minute has. */
const shareOf = (sum: number, samples: number): number | undefined =>
  samples === 0 ? undefined : sum / samples / 100;
