import type { Expectations } from '../../contracts/observability-config.ts';
import type { ReportLine } from '../../contracts/answers/reports.ts';
import type { AlarmState, Snapshot, TrainingState } from '../snapshot.ts';
import { entropyLine } from './entropy-line.ts';
import { lineOf } from './line.ts';

export interface ChecklistFigures {
  readonly snapshot: Snapshot;
  /** Undefined while they can't be had. */
  readonly alarms: readonly AlarmState[] | undefined;
}

const LATEST = 'control table, partition latest';
const ALARMS = 'CloudWatch, DescribeAlarms';

/** Whether all is as it should be right now. */
export function checklistOf(figures: ChecklistFigures, expectations: Expectations): readonly ReportLine[] {
  const { snapshot, alarms } = figures;
  return [
    ...splitLines(snapshot, expectations),
    ...trainingLines(snapshot.training, expectations),
    ...normalizerLines(snapshot.training),
    ...checkpointLines(snapshot),
    breakerLine(snapshot),
    alarmLine(alarms),
  ];
}

function splitLines({ split }: Snapshot, { split: expected }: Expectations): readonly ReportLine[] {
  const source = `${LATEST}: the last check of the split`;
  if (!split)
    return [
      lineOf(
        { id: 'split', says: 'New sessions are split by the weights', target: 'as weighted', source },
        undefined,
        () => false,
      ),
    ];
  const isEnough = split.status !== 'insufficient_data';
  return Object.entries(split.modes).map(([mode, { target, actual, deviation }]) =>
    lineOf(
      {
        id: `split.${mode}`,
        says: `New sessions that get ${mode}`,
        unit: '%',
        target: `${target} %, less than ${expected.max_deviation_points} points off`,
        source,
        detail: `${split.samples} new sessions in ${split.windowMs / 1_000} s`,
      },
      isEnough ? actual : undefined,
      () => Math.abs(deviation) < expected.max_deviation_points,
    ),
  );
}

function trainingLines(
  training: TrainingState | undefined,
  { training: expected }: Expectations,
): readonly ReportLine[] {
  const source = batchSource(training);
  const steps = training?.totalSteps ?? expected.steps;
  const scheduled = training?.entropyScheduled ?? NaN;
  return [
    lineOf(
      { id: 'training.step', says: 'Step of the training', unit: 'steps', target: `up to ${steps}`, source },
      training?.step,
      (step) => step <= steps,
    ),
    entropyLine(
      {
        says: 'Entropy coefficient',
        target: `${short(scheduled)} at this step, ends at ${short(training?.entropyFinal ?? NaN)}`,
        source,
      },
      training,
      { coefficient: scheduled, tolerance: expected.entropy_tolerance },
    ),
    lineOf(
      {
        id: 'training.rollbacks',
        says: 'Rollbacks that the run has made by itself',
        target: `less than ${training?.rollbacks.max ?? 'all that it may'}`,
        source,
      },
      training?.rollbacks.used,
      (used) => used < (training?.rollbacks.max ?? 0),
    ),
  ];
}

function normalizerLines(training: TrainingState | undefined): readonly ReportLine[] {
  const source = batchSource(training);
  const window = training?.normalizerWindow;
  return [
    lineOf(
      { id: 'normalizer.mean', says: 'Mean that rewards are normalised by', target: 'a number', source },
      training?.normalizer.mean,
      () => true,
    ),
    lineOf(
      {
        id: 'normalizer.std',
        says: 'Deviation that rewards are normalised by',
        target: 'above 0',
        source,
      },
      training?.normalizer.std,
      (deviation) => deviation > 0,
    ),
    // A window that fills is neither good nor bad.
    lineOf(
      {
        id: 'normalizer.samples',
        says: 'Rewards in the window of the normaliser',
        target: window === undefined ? 'a full window' : `${window}`,
        source,
        ...(training && { detail: `${training.normalizer.count} of ${training.normalizerWindow}` }),
      },
      training?.normalizer.count,
      (count) => (count >= (window ?? Infinity) ? true : undefined),
    ),
  ];
}

function batchSource(training: TrainingState | undefined): string {
  return `${LATEST}: the newest batch of metrics${training ? `, run ${training.runId}` : ''}`;
}

function checkpointLines({ checkpointSaves, bestReward }: Snapshot): readonly ReportLine[] {
  return [
    lineOf(
      {
        // When the first one is due goes by the run's own schedule.
        id: 'checkpoints.saved',
        says: 'Checkpoints saved since the stage was made',
        target: 'at least 1',
        source: `${LATEST}: commits`,
      },
      checkpointSaves,
      (saves) => (saves > 0 ? true : undefined),
    ),
    lineOf(
      {
        id: 'checkpoints.best_reward',
        says: 'Reward of the best checkpoint',
        target: 'one that may be called best',
        source: `${LATEST}: commits`,
      },
      bestReward,
      () => true,
    ),
  ];
}

/** A breaker that was never seen is closed, so this line has data always. */
export function breakerLine({ breakers }: Pick<Snapshot, 'breakers'>): ReportLine {
  const open = Object.entries(breakers).filter(
    ([, state]) => state !== 'closed' && state !== 'forced_closed',
  );
  return lineOf(
    {
      id: 'breakers.open',
      says: 'Circuit breakers that are not closed',
      target: '0',
      source: `${LATEST}: breakers`,
      ...(open.length > 0 && { detail: open.map(([model, state]) => `${model} ${state}`).join(', ') }),
    },
    open.length,
    (count) => count === 0,
  );
}

function alarmLine(alarms: readonly AlarmState[] | undefined): ReportLine {
  const active = alarms?.filter(({ isActive }) => isActive).map(({ name }) => name);
  return lineOf(
    {
      id: 'alarms.active',
      says: 'Alarms that are on',
      target: '0',
      source: ALARMS,
      ...(active && active.length > 0 && { detail: active.join(', ') }),
    },
    active?.length,
    (count) => count === 0,
  );
}

/** As many digits as say something. */
function short(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : 'unknown';
}
