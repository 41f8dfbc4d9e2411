import type { RunItem } from '../contracts/run-item.ts';
import { standingDirective, type Control, type Stamp } from './directives.ts';

export interface Acknowledgement {
  readonly directive_id: string;
  readonly global_step: number;
  readonly status: 'done' | 'failed';
  readonly detail?: string;
}

/**
 * - `counted`: the directive is fulfilled, and the run has moved on;
 * - `recorded`: kept with the directive, which stands: a failure, or one that is not waited for;
 * - `wrong_step`: said to be rolled back, but to another step than the target's: kept as a failure;
 * - `stale`: of a directive that does not stand any more. Nothing changes; the standing one is the answer.
 */
export type Outcome = 'counted' | 'recorded' | 'wrong_step' | 'stale';

/** What the trainer says it did. Repeatable: the second of the same is stale, or changes nothing that matters. */
export function acknowledge<R extends Control>(
  run: R,
  acknowledgement: Acknowledgement,
  stamp: Stamp,
): { readonly run: R; readonly outcome: Outcome } {
  const { directive } = run;
  if (acknowledgement.directive_id !== directive.id) return { run, outcome: 'stale' };
  const { target } = directive;
  if (
    directive.action === 'rollback' &&
    acknowledgement.status === 'done' &&
    target?.step !== acknowledgement.global_step
  ) {
    const detail = `at step ${acknowledgement.global_step}, not at the target's ${target?.step ?? 'unknown'}`;
    return {
      run: recorded(run, { ...acknowledgement, status: 'failed', detail }, stamp),
      outcome: 'wrong_step',
    };
  }
  return fulfil(recorded(run, acknowledgement, stamp), acknowledgement, stamp);
}

function fulfil<R extends Control>(
  run: R,
  { status }: Acknowledgement,
  stamp: Stamp,
): { readonly run: R; readonly outcome: Outcome } {
  const { action } = run.directive;
  // A save that failed is over as well: the next checkpoint is due anyway.
  if (action === 'save_now' || (action === 'rollback' && status === 'done')) {
    return { run: { ...run, directive: standingDirective(run, stamp) }, outcome: 'counted' };
  }
  if (status === 'done' && action === 'pause' && run.status === 'pausing') {
    return { run: { ...run, status: 'paused' }, outcome: 'counted' };
  }
  // A run that has finished stays so, though its trainer may obey the stop that stands then.
  if (status === 'done' && action === 'stop' && run.status === 'stopping') {
    return { run: { ...run, status: 'stopped' }, outcome: 'counted' };
  }
  return { run, outcome: 'recorded' };
}

function recorded<R extends Control>(run: R, acknowledgement: Acknowledgement, { at }: Stamp): R {
  const { status, global_step, detail } = acknowledgement;
  const acknowledged: RunItem['directive']['acknowledged'] = {
    status,
    global_step,
    at,
    ...(detail === undefined ? {} : { detail }),
  };
  return { ...run, directive: { ...run.directive, acknowledged } };
}

/** Whether the trainer owes an acknowledgement: of a pause, rollback or stop that is not done yet. */
export function isAwaited({ directive, status }: Control): boolean {
  if (directive.action === 'rollback') return true;
  return status === 'pausing' || status === 'stopping';
}

/** Whether it owes it for longer than is allowed. Milliseconds. */
export function isOverdue(run: Control, now: number, timeoutMs: number): boolean {
  return isAwaited(run) && now - run.directive.issued_at >= timeoutMs;
}
