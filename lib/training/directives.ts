import type { RunItem } from '../contracts/run-item.ts';
import { DirectiveRefusedError } from './directive-errors.ts';

/** The part of a run that directives change. Whatever else a caller's run holds is passed through. */
export type Control = Pick<
  RunItem,
  'attempt' | 'status' | 'lr_multiplier' | 'rollbacks_used' | 'lineage' | 'directive'
>;

export interface Order {
  readonly action: 'save_now' | 'pause' | 'resume' | 'stop';
  readonly by: string;
  readonly reason?: string;
  /** Takes the multiplier's place; only the runbook's resume gives one. */
  readonly lr_multiplier?: number;
}

/** Id and time (milliseconds since the epoch) of the directive that a transition may make. */
export interface Stamp {
  readonly id: string;
  readonly at: number;
}

/**
 * Gives a running trainer something to do. One directive stands at a time; what wins over what:
 *
 * - stop wins over everything and is never taken back;
 * - a rollback is not displaced by pause or resume: they say what follows once it is acknowledged;
 * - pause and resume take each other's place, and that of save_now, whose save is given up;
 * - save_now asks a trainer that has nothing else to do.
 *
 * An order for what is under way already changes nothing, and gives back the very same run.
 * @throws DirectiveRefusedError when the run is not where the order makes sense
 */
export function issue<R extends Control>(run: R, order: Order, stamp: Stamp): R {
  if (isOver(run)) throw new DirectiveRefusedError(order.action, run, 'a run that is over takes none');
  if (run.status === 'stopping' && order.action !== 'stop') {
    throw new DirectiveRefusedError(order.action, run, 'stop is not taken back');
  }
  return TRANSITIONS[order.action](run, order, stamp);
}

type Transition = <R extends Control>(run: R, order: Order, stamp: Stamp) => R;

const TRANSITIONS: Readonly<Record<Order['action'], Transition>> = {
  stop: (run, order, stamp) =>
    run.status === 'stopping'
      ? run
      : { ...run, status: 'stopping', directive: directiveFor(run, order, stamp) },

  pause: (run, order, stamp) => {
    if (run.status === 'pausing' || run.status === 'paused') return run;
    return { ...run, status: 'pausing', directive: afterRollback(run, order, stamp) };
  },

  resume: (run, order, stamp) => {
    if (run.status === 'resuming') return run;
    if (run.status === 'running') throw new DirectiveRefusedError('resume', run, 'only a paused run resumes');
    const lr_multiplier = order.lr_multiplier ?? run.lr_multiplier;
    return { ...run, status: 'resuming', lr_multiplier, directive: afterRollback(run, order, stamp) };
  },

  save_now: (run, order, stamp) => {
    const { action } = run.directive;
    if (action === 'save_now') return run;
    if (action !== 'continue') throw new DirectiveRefusedError('save_now', run, 'only while it continues');
    return { ...run, directive: directiveFor(run, order, stamp) };
  },
};

/** The first metrics after a resume show that the trainer goes on: it does not acknowledge that. */
export function onMetrics<R extends Control>(run: R, stamp: Stamp): R {
  if (run.status !== 'resuming' || run.directive.action !== 'resume') return run;
  return { ...run, status: 'running', directive: standingDirective({ ...run, status: 'running' }, stamp) };
}

/** The trainer has come to its end. Repeatable; a run that was told to stop counts as stopped. */
export function finish<R extends Control>(run: R, stamp: Stamp): R {
  if (isOver(run)) return run;
  const ended = { ...run, status: run.status === 'stopping' ? 'stopped' : 'finished' } as const;
  return { ...ended, directive: standingDirective(ended, stamp) };
}

/** What a trainer that has nothing else to obey is told, by the status of its run. */
export function standingDirective(run: Control, { id, at }: Stamp): RunItem['directive'] {
  const { attempt, status } = run;
  return { id, action: STANDING[status], attempt, issued_at: at, by: 'artisan' };
}

const STANDING = {
  running: 'continue',
  pausing: 'pause',
  paused: 'pause',
  resuming: 'resume',
  stopping: 'stop',
  stopped: 'stop',
  finished: 'stop',
} as const satisfies Record<RunItem['status'], RunItem['directive']['action']>;

/** Nothing more comes of it. */
export function isOver({ status }: Pick<Control, 'status'>): boolean {
  return status === 'stopped' || status === 'finished';
}

/** A rollback under way keeps its place: the status it finds when it is acknowledged gives the next directive. */
function afterRollback(run: Control, order: Order, stamp: Stamp): RunItem['directive'] {
  return run.directive.action === 'rollback' ? run.directive : directiveFor(run, order, stamp);
}

function directiveFor(run: Control, { action, by, reason }: Order, { id, at }: Stamp): RunItem['directive'] {
  return {
    id,
    action,
    attempt: run.attempt,
    issued_at: at,
    by,
    ...(reason === undefined ? {} : { reason }),
  };
}
