import fc from 'fast-check';
import { dispatch } from '../../../lib/runbooks/dispatch.ts';
import { endExecution } from '../../../lib/runbooks/end.ts';
import { LockLostError } from '../../../lib/runbooks/lock-errors.ts';
import { watchRunbooks } from '../../../lib/runbooks/watch.ts';
import { aCandidate, DISPATCH, MINUTE } from '../../support/runbooks/builders.ts';
import { KilledError, RunbookWorld } from '../../support/runbooks/world.ts';

const RUNBOOKS = ['rl_rollback', 'restart', 'scale'];
const RESOURCE = 'run#run-1';

/** The resource as a server would keep it: it takes no action with an older fence than it has seen. */
class Resource {
  seen = 0;
  readonly acted: { readonly owner: string; readonly fence: number }[] = [];

  act(owner: string, fence: number): void {
    this.acted.push({ owner, fence });
    this.seen = Math.max(this.seen, fence);
  }
}

class Model {
  readonly world: RunbookWorld;
  readonly resource = new Resource();
  /** Each lock that was ever taken, oldest first: fences must grow. */
  readonly taken: number[] = [];
  events = 0;

  constructor(scheduler: fc.Scheduler) {
    this.world = new RunbookWorld(() => scheduler.schedule(Promise.resolve()));
    this.world.runbooks = RUNBOOKS.map((id) => ({
      ...this.world.runbooks[0],
      id,
    })) as typeof this.world.runbooks;
  }

  async trigger(runbook: number, killedAfter: number): Promise<void> {
    const execution_id = `e${(this.events += 1)}`;
    const candidate = aCandidate({ execution_id, runbook: RUNBOOKS[runbook] ?? '', resource: RESOURCE });
    await unlessKilled(dispatch(this.world.deps(killedAfter), candidate));
  }

  /** A step of some running execution: it asks for the lock, then acts. */
  async step(which: number): Promise<void> {
    const { stores, running, time } = this.world;
    const record = stores.records.get(running[which % Math.max(1, running.length)] ?? '');
    if (!record) return;
    const { resource, execution_id: owner, fence } = record;
    try {
      await stores.locks.renew({ resource, owner, fence }, time + DISPATCH.lock_lease_ms);
    } catch (error) {
      if (!(error instanceof LockLostError)) throw error;
      return;
    }
    // It holds the lock at this moment: nobody newer may have acted before it.
    const held = stores.lockItems.get(RESOURCE);
    if (held?.owner === owner && held.fence === fence) {
      expect(fence).toBeGreaterThanOrEqual(this.resource.seen);
      this.resource.act(owner, fence);
    }
  }

  async end(which: number, killedAfter: number): Promise<void> {
    const { running } = this.world;
    const id = running[which % Math.max(1, running.length)];
    if (id === undefined) return;
    this.world.finish(id, { status: which % 2 === 0 ? 'succeeded' : 'failed' });
    await unlessKilled(endExecution(this.world.deps(killedAfter), id, { status: 'failed' }));
  }

  async watch(killedAfter: number): Promise<void> {
    await unlessKilled(watchRunbooks(this.world.deps(killedAfter)));
  }

  check(): void {
    const lock = this.world.stores.lockItems.get(RESOURCE);
    if (!lock) return;
    const last = this.taken.at(-1) ?? 0;
    expect(lock.fence).toBeGreaterThanOrEqual(last);
    if (lock.fence > last) this.taken.push(lock.fence);
    // Whoever holds it is on record with its fence, and has not ended.
    if (lock.owner === undefined) return;
    const record = this.world.stores.records.get(lock.owner);
    expect(record).toMatchObject({ fence: lock.fence });
    expect(['starting', 'running']).toContain(record?.status);
  }

  /** Everybody is done, and the watch has had its time: nothing is held, nothing is open. */
  async settle(): Promise<void> {
    await this.world.watch(2);
    for (const id of this.world.running) this.world.finish(id);
    await this.world.watch(2);
    expect(this.world.heldLocks).toEqual([]);
    expect(await this.world.stores.executions.open()).toEqual([]);
    for (const gate of this.world.stores.gateItems.values()) expect(gate.open_execution).toBeUndefined();
  }
}

async function unlessKilled(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof KilledError)) throw error;
  });
}

type Move = (model: Model) => Promise<void>;

const killedAfter = fc.oneof(
  { weight: 3, arbitrary: fc.constant(Infinity) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 14 }) },
);
const move: fc.Arbitrary<Move> = fc.oneof(
  fc.tuple(fc.nat(2), killedAfter).map(
    ([runbook, n]): Move =>
      (model) =>
        model.trigger(runbook, n),
  ),
  fc.nat(5).map(
    (which): Move =>
      (model) =>
        model.step(which),
  ),
  fc.tuple(fc.nat(5), killedAfter).map(
    ([which, n]): Move =>
      (model) =>
        model.end(which, n),
  ),
  killedAfter.map(
    (n): Move =>
      (model) =>
        model.watch(n),
  ),
  fc.integer({ min: 1, max: 20 }).map((minutes): Move => (model) => {
    model.world.time += minutes * MINUTE;
    return Promise.resolve();
  }),
);

describe('the protocol of locks', () => {
  it('holds in any interleaving of triggers, steps, endings, watches, kills and time', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.array(move, { minLength: 1, maxLength: 4 }), { maxLength: 10 }),
        async (scheduler, rounds) => {
          const model = new Model(scheduler);

          // The moves of a round are under way at once; each turn of one is chosen by the scheduler.
          for (const round of rounds) {
            const work = Promise.all(round.map((make) => make(model)));
            await scheduler.waitFor(work);
            model.check();
          }

          const end = model.settle();
          await scheduler.waitFor(end);
        },
      ),
      { numRuns: 300 },
    );
  }, 60_000);
});
