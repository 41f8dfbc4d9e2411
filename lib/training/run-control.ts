import type { RunItem } from '../contracts/run-item.ts';
import { acknowledge, type Acknowledgement, type Outcome } from './acknowledgement.ts';
import { changeRun, type RunChanger } from './change-run.ts';
import { finish, issue, type Order } from './directives.ts';
import { rearmed } from './rearm.ts';
import { reducedMultiplier } from './schedule.ts';
import type { WindowsReader } from './windows.ts';

export type ControlDependencies = RunChanger & WindowsReader;

/**
 * An operator's pause, resume, save_now or stop; the answer is the run with the directive that stands then. Under an
 * `effectId` it happens once while its directive stands.
 * @throws DirectiveRefusedError when it makes no sense where the run is, RunNotFoundError, StoreError
 */
export async function orderRun(
  deps: ControlDependencies,
  runId: string,
  { effectId, ...order }: Order & { readonly effectId?: string },
): Promise<RunItem> {
  const { run } = await changeRun(deps, runId, (before, { id, at }) => {
    if (before.directive.id === effectId) return { run: before, result: undefined };
    const ordered = issue(before, order, { id: effectId ?? id, at });
    return { run: settled(before, ordered, deps), result: undefined };
  });
  return run;
}

export interface ReducedResume {
  /** What the learning rate is multiplied by: above 0, at most 1. */
  readonly factor: number;
  readonly by: string;
  readonly reason: string;
  readonly effectId?: string;
  /** Looks at the run that stands, in the same write; throws when it should not go on now. */
  readonly guard?: (run: RunItem) => void;
}

/**
 * The runbook's resume after a rollback: the learning rate is reduced, on top of what it was reduced before, down to the
 * floor. A repetition finds the run resuming and reduces nothing; under the `effectId` of the newest reduction, neither
 * when the run has been paused since.
 */
export async function resumeReduced(
  deps: ControlDependencies,
  runId: string,
  { factor, by, reason, effectId, guard }: ReducedResume,
): Promise<RunItem> {
  const { run } = await changeRun(deps, runId, (before, { id, at }) => {
    if (effectId !== undefined && before.reduced_by === effectId) return { run: before, result: undefined };
    guard?.(before);
    const lr_multiplier = reducedLearningRate(before, factor, deps);
    const stamp = { id: effectId ?? id, at };
    const ordered = issue(before, { action: 'resume', by, reason, lr_multiplier }, stamp);
    const isReduced = ordered !== before && effectId !== undefined;
    const run = settled(before, ordered, deps);
    return { run: isReduced ? { ...run, reduced_by: effectId } : run, result: undefined };
  });
  return run;
}

/** What the multiplier of the learning rate is after the runbook's resume. */
export function reducedLearningRate(
  { lr_multiplier }: Pick<RunItem, 'lr_multiplier'>,
  factor: number,
  { config }: Pick<WindowsReader, 'config'>,
): number {
  return reducedMultiplier(lr_multiplier, factor, config.ppo_schedule.lr_multiplier_floor);
}

/** What the trainer did. An acknowledgement of a directive that stands no more changes nothing. */
export async function acknowledgeDirective(
  deps: ControlDependencies,
  runId: string,
  acknowledgement: Acknowledgement,
): Promise<{ readonly run: RunItem; readonly outcome: Outcome }> {
  const { run, result } = await changeRun(deps, runId, (before, stamp) => {
    if (isRepetition(before, acknowledgement)) return { run: before, result: 'recorded' as const };
    const { run: after, outcome } = acknowledge(before, acknowledgement, stamp);
    return { run: settled(before, after, deps), result: outcome };
  });
  return { run, outcome: result };
}

/** The trainer has come to its end. Repeatable. */
export async function finishRun(deps: ControlDependencies, runId: string): Promise<RunItem> {
  const { run } = await changeRun(deps, runId, (before, stamp) => ({
    run: settled(before, finish(before, stamp), deps),
    result: undefined,
  }));
  return run;
}

/** Each write costs some twenty units: the same word again is not worth one. */
function isRepetition({ directive }: RunItem, acknowledgement: Acknowledgement): boolean {
  const { acknowledged } = directive;
  return (
    directive.id === acknowledgement.directive_id &&
    acknowledged?.status === acknowledgement.status &&
    acknowledged.global_step === acknowledgement.global_step
  );
}

/** A run that goes on, or ends, waits for no runbook; one that goes on is judged by what comes from now on. */
function settled(before: RunItem, after: RunItem, deps: WindowsReader): RunItem {
  if (after === before || after.status === 'pausing' || after.status === 'paused') return after;
  const { runaway, ...rest } = after;
  const run = runaway ? rest : after;
  return before.status !== after.status && after.status === 'resuming' ? rearmed(run, deps) : run;
}
