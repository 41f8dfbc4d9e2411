import { dispatch } from '../../../lib/runbooks/dispatch.ts';
import { endExecution } from '../../../lib/runbooks/end.ts';
import { dispatchMarks } from '../../../lib/runbooks/marks.ts';
import { stopExecution } from '../../../lib/runbooks/stop.ts';
import { watchRunbooks } from '../../../lib/runbooks/watch.ts';
import { aCandidate } from '../../support/runbooks/builders.ts';
import { KilledError, RunbookWorld } from '../../support/runbooks/world.ts';

const ID = aCandidate().execution_id;
/** More than any piece of work makes: the last ones show that it ends by itself. */
const CALLS = Array.from({ length: 25 }, (_, i) => i + 1);

/** Runs what is killed after its nth call; says whether it was. */
async function wasKilled(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return false;
  } catch (error) {
    if (error instanceof KilledError) return true;
    throw error;
  }
}

/** One execution ended, nothing held, nothing open, one line of each kind. */
async function expectOver(world: RunbookWorld, kinds: readonly string[]): Promise<void> {
  expect([...world.runs.keys()]).toEqual([ID]);
  expect([...world.incidents.keys()]).toEqual([`INC-${ID}`]);
  expect(world.linesOf(`INC-${ID}`).map(({ kind }) => kind)).toEqual(kinds);
  expect(world.heldLocks).toEqual([]);
  expect(world.running).toEqual([]);
  expect(world.closed).toContain(ID);
  expect(await world.stores.executions.open()).toEqual([]);
  expect((await world.stores.gates.read('rl_rollback', 'run#run-1'))?.open_execution).toBeUndefined();
}

describe('killed after any of its calls', () => {
  it.each(CALLS)(
    '(%i) the dispatcher starts one execution in the end, with the event repeated or not',
    async (n) => {
      for (const isRepeated of [true, false]) {
        const world = new RunbookWorld();
        const killed = await wasKilled(dispatch(world.deps(n), aCandidate()));
        const isAdmitted = world.stores.records.has(ID);
        // Lambda and EventBridge repeat an event whose function died; the watch repairs what was admitted.
        if (isRepeated || !isAdmitted) await dispatch(world.deps(), aCandidate());
        await world.watch(2);
        const runs = world.running;
        await world.end(ID);

        expect(killed).toBe(n <= 8);
        expect(runs).toEqual([ID]);
        await expectOver(world, ['trigger', 'ended']);
      }
    },
  );

  it.each(CALLS)('(%i) the ending is finished by the watch, once', async (n) => {
    const world = new RunbookWorld();
    await dispatch(world.deps(), aCandidate());
    world.finish(ID, { status: 'failed', error: 'Boom' });

    const killed = await wasKilled(endExecution(world.deps(n), ID, { status: 'failed', error: 'Boom' }));
    await world.watch(2);

    expect(killed).toBe(n <= 10);
    await expectOver(world, ['trigger', 'failed', 'escalated']);
    expect((await world.stores.gates.read('rl_rollback', 'run#run-1'))?.failures).toBe(1);
  });

  it.each(CALLS)('(%i) the watch is followed by one that does the rest', async (n) => {
    const world = new RunbookWorld();
    await wasKilled(dispatch(world.deps(6), aCandidate()));
    world.time += 60_000;

    // A watch collects what fails, and so ends by itself.
    await wasKilled(watchRunbooks(world.deps(n)));
    await world.watch(2);
    world.finish(ID);
    await wasKilled(watchRunbooks(world.deps(n)));
    await world.watch(2);

    await expectOver(world, ['trigger', 'ended']);
  });

  it.each(CALLS)('(%i) a stop is carried out by the watch, or was never asked', async (n) => {
    const world = new RunbookWorld();
    await dispatch(world.deps(), aCandidate());

    await wasKilled(stopExecution(world.deps(n), ID, { by: 'ada', reason: 'wrong run' }));
    const isAsked = world.stores.records.get(ID)?.stop !== undefined;
    if (!isAsked) world.finish(ID);
    await world.watch(3);

    await expectOver(world, ['trigger', 'ended']);
    expect((await world.stores.executions.read(ID))?.status).toBe(isAsked ? 'aborted' : 'succeeded');
  });

  it.each(CALLS)('(%i) whoever dispatches marks leaves one execution a mark', async (n) => {
    const world = new RunbookWorld();
    world.marks = ['a', 'b'].map((run_id) => ({ run_id, attempt: 1, step: 1, at: world.time, detail: 'x' }));

    await wasKilled(dispatchMarks(world.deps(n)));
    await world.watch(2);

    expect(world.running).toHaveLength(2);
    for (const id of world.running) await world.end(id);
    expect([world.heldLocks, await world.stores.executions.open(), world.runs.size]).toEqual([[], [], 2]);
  });
});
