import type { RollbackSeen, TrainerLog } from '../../rehearsal/training/trainer-log.ts';
import type { Expectation } from './expectations.ts';

export interface TrainingRehearsed {
  readonly log: TrainerLog;
  readonly totalSteps: number;
  readonly derailsAt: number;
  readonly runsAwayAt: number;
  /** What the API says of the run and its chart, to a viewer. */
  readonly run: { readonly status: string; readonly last_step?: number; readonly attempt: number };
  readonly chart: {
    readonly steps: readonly number[];
    readonly columns: Readonly<Record<string, readonly (number | null)[]>>;
  };
}

/** Losses of a model that is not derailed stay below this. */
const SOUND_LOSS = 1;

/** What a rehearsed training is held to. */
export function trainingExpectationsOf(rehearsed: TrainingRehearsed): readonly Expectation[] {
  const { log, totalSteps, derailsAt, runsAwayAt, run, chart } = rehearsed;
  const [spike] = log.findings.filter(({ kind }) => kind === 'loss_spike');
  const [rollback, second, ...more] = log.rollbacks;
  const last = totalSteps - 1;
  return [
    {
      says: `the losses that jump at step ${derailsAt} are found within 100 steps`,
      holds: spike !== undefined && spike.step >= derailsAt && spike.step < derailsAt + 100,
      but: spike ? `found at step ${spike.step}` : `found ${JSON.stringify(log.findings)}`,
    },
    {
      says: 'the trainer is sent back each time to a model from before, and not more often',
      holds: isBefore(rollback, derailsAt) && isBefore(second, runsAwayAt) && more.length === 0,
      but: `rollbacks: ${JSON.stringify(log.rollbacks)}`,
    },
    {
      says: 'the model it reads back is the one it saved, by SHA-256',
      holds: log.rollbacks.length > 0 && log.rollbacks.every(({ isSame }) => isSame),
      but: `rollbacks: ${JSON.stringify(log.rollbacks)}`,
    },
    {
      says: `attempt 3 goes on to step ${last} and finishes`,
      holds: run.status === 'finished' && run.last_step === last && run.attempt === 3,
      but: `the run is ${run.status} at step ${run.last_step ?? 'none'} of attempt ${run.attempt}`,
    },
    {
      says: 'no request of the trainer is refused, no batch dropped',
      holds: log.refused.length === 0 && log.dropped === 0,
      but: `${log.dropped} dropped, refused: ${log.refused.slice(0, 3).join('; ')}`,
    },
    chartExpectation(chart, last),
  ];
}

const isBefore = (rollback: RollbackSeen | undefined, step: number): boolean =>
  rollback !== undefined && rollback.step < step;

function chartExpectation({ steps, columns }: TrainingRehearsed['chart'], last: number): Expectation {
  const worst = Math.max(...(columns['loss'] ?? []).map((loss) => loss ?? -Infinity));
  return {
    says: 'the chart shows the whole run, without the losses that were given up',
    holds: steps[0] === 0 && steps.at(-1) === last && worst < SOUND_LOSS,
    but: `steps ${steps[0] ?? 'none'} to ${steps.at(-1) ?? 'none'}, loss up to ${worst.toFixed(2)}`,
  };
}
