import fc from 'fast-check';
import { acknowledge, isAwaited } from '../../../lib/training/acknowledgement.ts';
import { DirectiveRefusedError, RollbackLimitError } from '../../../lib/training/directive-errors.ts';
import { finish, issue, onMetrics, type Control, type Order } from '../../../lib/training/directives.ts';
import { rollBack } from '../../../lib/training/rollback.ts';
import { aControl } from '../../support/training/control.ts';

const MAX = 3;

/** What people want of the run, said without any of the machinery. */
interface Wish {
  want: 'run' | 'pause' | 'resume' | 'stop';
  /** The trainer has done it. */
  isDone: boolean;
  isOver: boolean;
  goTo: number | undefined;
  isSaving: boolean;
  attempts: number;
  automatic: number;
}

interface World {
  run: Control;
  time: number;
}

const STATUS = {
  run: ['running', 'running'],
  pause: ['pausing', 'paused'],
  resume: ['resuming', 'running'],
  stop: ['stopping', 'stopped'],
} as const;

function expectAgreement(wish: Wish, { run }: World): void {
  const status = wish.isOver && wish.want !== 'stop' ? 'finished' : STATUS[wish.want][wish.isDone ? 1 : 0];
  const standing = wish.want === 'run' ? 'continue' : wish.want;
  const action = wish.isOver
    ? 'stop'
    : wish.goTo !== undefined
      ? 'rollback'
      : wish.isSaving
        ? 'save_now'
        : standing;
  expect([run.status, run.directive.action]).toEqual([status, action]);
  expect(run.directive.target?.step).toBe(action === 'rollback' ? wish.goTo : undefined);
  expect([run.attempt, run.lineage.length]).toEqual([wish.attempts, wish.attempts - 1]);
  expect(run.rollbacks_used).toBe(wish.automatic);
  const isOwed = action === 'rollback' || run.status === 'pausing' || run.status === 'stopping';
  expect(isAwaited(run)).toBe(isOwed);
}

type Step = (wish: Wish, world: World) => void;

class Event implements fc.Command<Wish, World> {
  readonly #name: string;
  readonly #step: Step;

  constructor(name: string, step: Step) {
    this.#name = name;
    this.#step = step;
  }

  check(): boolean {
    return true;
  }

  run(wish: Wish, world: World): void {
    world.time += 1;
    this.#step(wish, world);
    expectAgreement(wish, world);
  }

  toString(): string {
    return this.#name;
  }
}

const stampOf = ({ time }: World) => ({ id: `d${time}`, at: time });

/** Whether people may ask for it; what they wish then. */
function wishFor(wish: Wish, action: Order['action']): boolean {
  if (wish.isOver) return false;
  if (wish.want === 'stop') return action === 'stop';
  const isIdle = wish.want === 'run' && wish.goTo === undefined;
  if (action === 'save_now') {
    if (isIdle) wish.isSaving = true;
    return isIdle;
  }
  if (action === 'resume' && wish.want === 'run') return false;
  if (action !== wish.want) Object.assign(wish, { want: action, isDone: false, isSaving: false });
  if (action === 'stop') wish.goTo = undefined;
  return true;
}

const issued = (action: Order['action']) =>
  new Event(action, (wish, world) => {
    const isAllowed = wishFor(wish, action);
    const attempt = () => issue(world.run, { action, by: 'ann' }, stampOf(world));

    if (isAllowed) world.run = attempt();
    else expect(attempt).toThrow(DirectiveRefusedError);
  });

const rolledBack = (step: number, isAutomatic: boolean) =>
  new Event(`roll back to ${step}`, (wish, world) => {
    const order = { target: { attempt: 1, step, sha256: 'ab' }, by: 'ann', reason: 'spike' };
    const limit = isAutomatic ? { maxAutomatic: MAX } : {};
    const attempt = () => rollBack(world.run, { ...order, ...limit }, stampOf(world));

    if (wish.isOver || wish.want === 'stop') {
      expect(attempt).toThrow(DirectiveRefusedError);
    } else if (isAutomatic && wish.automatic === MAX) {
      expect(attempt).toThrow(RollbackLimitError);
    } else {
      world.run = attempt();
      Object.assign(wish, { goTo: step, isSaving: false, attempts: wish.attempts + 1 });
      if (isAutomatic) wish.automatic += 1;
    }
  });

const acknowledged = (step: number, status: 'done' | 'failed', isStale: boolean) =>
  new Event(`${status} at ${step}${isStale ? ', of another' : ''}`, (wish, world) => {
    const directive_id = isStale ? 'another' : world.run.directive.id;
    const before = world.run;

    const { run, outcome } = acknowledge(before, { directive_id, global_step: step, status }, stampOf(world));

    world.run = run;
    if (isStale) expect(outcome).toBe('stale');
    if (isStale || wish.isOver) return;
    if (wish.goTo !== undefined) {
      if (status === 'done' && step === wish.goTo) wish.goTo = undefined;
    } else if (wish.isSaving) {
      wish.isSaving = false;
    } else if (status === 'done' && (wish.want === 'pause' || wish.want === 'stop')) {
      Object.assign(wish, { isDone: true, isOver: wish.want === 'stop' });
    }
  });

const metrics = new Event('metrics', (wish, world) => {
  world.run = onMetrics(world.run, stampOf(world));
  if (wish.want === 'resume' && wish.goTo === undefined && !wish.isOver) wish.want = 'run';
});

const finished = new Event('finish', (wish, world) => {
  world.run = finish(world.run, stampOf(world));
  if (!wish.isOver) Object.assign(wish, { isOver: true, isDone: wish.want === 'stop', goTo: undefined });
});

const steps = fc.constantFrom(500, 1_000);

describe('directives and acknowledgements in any order', () => {
  it('lead where people want the run to be', () => {
    const events = fc.commands(
      [
        fc.constantFrom<Order['action']>('pause', 'resume', 'save_now').map(issued),
        fc.constantFrom<Order['action']>('pause', 'resume').map(issued),
        fc.tuple(steps, fc.boolean()).map(([step, isAutomatic]) => rolledBack(step, isAutomatic)),
        fc
          .tuple(steps, fc.constantFrom('done' as const, 'done' as const, 'failed' as const))
          .map(([step, status]) => acknowledged(step, status, false)),
        fc.constant(acknowledged(500, 'done', true)),
        fc.constant(metrics),
        fc.constantFrom(issued('stop'), finished),
      ],
      { maxCommands: 40 },
    );

    fc.assert(
      fc.property(events, (commands) => {
        const model: Wish = {
          want: 'run',
          isDone: false,
          isOver: false,
          goTo: undefined,
          isSaving: false,
          attempts: 1,
          automatic: 0,
        };
        fc.modelRun(() => ({ model, real: { run: aControl(), time: 0 } }), commands);
      }),
      { numRuns: 500 },
    );
  });
});
