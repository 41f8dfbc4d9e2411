import type { Mode } from '../../contracts/mode.ts';
import type { Expectations } from '../../contracts/observability-config.ts';
import type { ReportLine } from '../../contracts/answers/reports.ts';
import type { Snapshot } from '../snapshot.ts';
import { breakerLine } from './checklist.ts';
import { entropyLine } from './entropy-line.ts';
import type { RunFigures, ServingFigures } from './figures.ts';
import { lineOf } from './line.ts';

export interface ReportFigures {
  /** Percent, by mode; undefined of too few new sessions. */
  readonly split: Readonly<Record<Mode, { readonly target: number; readonly actual: number }>> | undefined;
  readonly samples: number;
  readonly modes: readonly Mode[];
  readonly serving: ServingFigures;
  /** Undefined without a run. */
  readonly run: RunFigures | undefined;
  readonly snapshot: Pick<Snapshot, 'breakers'>;
}

const cloudWatch = (...metrics: readonly string[]) => `CloudWatch, ${metrics.join(' and ')}`;

/** What the first 48 hours are held to, line by line: docs/adr/0043. */
export function reportOf(figures: ReportFigures, expectations: Expectations): readonly ReportLine[] {
  return [
    ...splitLines(figures, expectations),
    ...runLines(figures.run, expectations),
    ...servingLines(figures, expectations),
    breakerLine(figures.snapshot),
    cacheLine(figures.serving, expectations),
  ];
}

function splitLines(
  { split, samples, modes }: ReportFigures,
  { split: expected }: Expectations,
): readonly ReportLine[] {
  const source = cloudWatch('Assignments');
  const detail = `${samples} new sessions`;
  const { tolerance_points: tolerance, max_deviation_points: most } = expected;
  const ofModes = modes.map((mode) => {
    const share = split?.[mode];
    const target = share ? `${share.target - tolerance} to ${share.target + tolerance}` : 'its weight';
    return lineOf(
      { id: `split.${mode}`, says: `New sessions that got ${mode}`, unit: '%', target, source, detail },
      share?.actual,
      (actual) => share !== undefined && Math.abs(actual - share.target) <= tolerance,
    );
  });
  const deviation =
    split && Math.max(...Object.values(split).map(({ target, actual }) => Math.abs(actual - target)));
  return [
    ...ofModes,
    lineOf(
      {
        id: 'split.deviation',
        says: 'Deviation of the mode that is furthest off',
        unit: 'points',
        target: `less than ${most}`,
        source,
        detail,
      },
      deviation,
      (points) => points < most,
    ),
  ];
}

function runLines(run: RunFigures | undefined, { training }: Expectations): readonly ReportLine[] {
  const { steps, steps_tolerance, entropy_tolerance, loss_growth, reward_fall } = training;
  const name = run ? `run ${run.runId}` : 'no run';
  const state = `control table, ${name}`;
  const series = `raw series, ${name}`;
  const tenths = (trend: RunFigures['loss']) => `${short(trend.before)} in the tenth before`;
  return [
    lineOf(
      { id: 'training.steps', says: 'Steps trained', unit: 'steps', target: `about ${steps}`, source: state },
      run && run.lastStep + 1,
      (trained) => Math.abs(trained - steps) <= steps * steps_tolerance,
    ),
    entropyLine(
      {
        says: 'Entropy coefficient at the end',
        target: `about ${run ? short(run.entropyFinal) : 'its final value'}`,
        source: state,
      },
      run,
      { coefficient: run?.entropyFinal ?? NaN, tolerance: entropy_tolerance },
    ),
    lineOf(
      {
        id: 'training.loss',
        says: 'Mean loss of the last tenth of the steps',
        target: `at most ${loss_growth} times the tenth before`,
        source: series,
        ...(run && { detail: tenths(run.loss) }),
      },
      run && bothOf(run.loss),
      (last) => last <= grown(run?.loss.before ?? NaN, loss_growth - 1),
    ),
    lineOf(
      {
        id: 'training.reward',
        says: 'Mean reward of the last tenth of the steps',
        target: `at most ${percent(reward_fall)} below the tenth before`,
        source: series,
        ...(run && { detail: tenths(run.reward) }),
      },
      run && bothOf(run.reward),
      (last) => last >= grown(run?.reward.before ?? NaN, -reward_fall),
    ),
  ];
}

function servingLines({ serving, modes }: ReportFigures, expectations: Expectations): readonly ReportLine[] {
  const { outcomes, errors, minutes, rollbacks } = serving;
  const { max_rollbacks, uptime_percent, error_percent } = expectations;
  return [
    lineOf(
      {
        id: 'training.rollbacks',
        says: 'Rollbacks of all runs',
        target: `at most ${max_rollbacks}`,
        source: cloudWatch('CheckpointRollbacks'),
      },
      rollbacks,
      (count) => count <= max_rollbacks,
    ),
    lineOf(
      {
        id: 'serving.uptime',
        says: 'Minutes with requests in which none was answered with 500 or more',
        unit: '%',
        target: `${uptime_percent}`,
        source: cloudWatch('AWS/ApiGateway 5xx', 'Count'),
        detail: `${minutes.broken} of ${minutes.asked} minutes`,
      },
      minutes.asked === 0 ? undefined : 100 * (1 - minutes.broken / minutes.asked),
      (uptime) => uptime >= uptime_percent,
    ),
    lineOf(
      {
        id: 'serving.errors',
        says: 'Outcomes that failed or timed out',
        unit: '%',
        target: `less than ${error_percent}`,
        source: `${cloudWatch('OutcomeErrors')}, which has none of those that were cancelled`,
        detail: `${errors} of ${outcomes}`,
      },
      outcomes === 0 ? undefined : (100 * errors) / outcomes,
      (share) => share < error_percent,
    ),
    ...modes.map((mode) => latencyLine(mode, serving, expectations)),
  ];
}

function latencyLine(mode: Mode, serving: ServingFigures, { latency_p95_seconds }: Expectations): ReportLine {
  const limit = latency_p95_seconds.modes[mode] ?? latency_p95_seconds.other;
  return lineOf(
    {
      id: `latency.${mode}`,
      says: `95 of 100 answers of ${mode} within, at the worst`,
      unit: 's',
      target: `at most ${limit}`,
      source: `${cloudWatch('OutcomeLatency')} p95 of each ${serving.latencyPeriodSeconds} s`,
    },
    serving.worstP95Seconds[mode],
    (seconds) => seconds <= limit,
  );
}

function cacheLine({ cacheHitRate }: ServingFigures, { cache }: Expectations): ReportLine {
  return lineOf(
    {
      id: 'cache.hits',
      says: 'Look-ups that hit the cache',
      unit: '%',
      target: `more than ${cache.hit_percent}`,
      source: cloudWatch(`${cache.metric.namespace} ${cache.metric.name}`),
    },
    cacheHitRate === undefined ? undefined : 100 * cacheHitRate,
    (hits) => hits > cache.hit_percent,
  );
}

/** Without both parts there is nothing to compare. */
const bothOf = ({ before, last }: RunFigures['loss']): number => (Number.isNaN(before) ? NaN : last);

/** By a share of its size: losses and rewards may be negative. */
const grown = (value: number, share: number): number => value + Math.abs(value) * share;

const percent = (share: number): string => `${Math.round(share * 1_000) / 10} %`;

const short = (value: number): string =>
  Number.isFinite(value) ? String(Number(value.toPrecision(4))) : 'nothing';
