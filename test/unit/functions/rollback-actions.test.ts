import type { RunItem } from '../../../lib/contracts/run-item.ts';
import { aRunaway, SHA256 } from '../../support/runbooks/a-runaway.ts';
import { apply, EFFECT, failure, of, plan } from '../../support/runbooks/runaway-actions.ts';
import { STARTED_AT } from '../../support/training/a-run.ts';

const MINUTE = 60_000;
const TARGET = { step: 4_500, attempt: 1, sha256: SHA256 };

describe('a rollback', () => {
  it('is planned in words for people and facts for the hash, and protects its checkpoint', async () => {
    const world = await aRunaway();
    await world.save(4_500);

    const planned = await plan(world, 'training.roll_back', TARGET);

    expect(planned).toEqual({
      summary:
        'This will roll back training to step 4500 (2 hours ago). Current step 5000. ' +
        'Progress lost: 500 steps (~30 minutes of training)',
      facts: {
        ...{ run_id: 'run-1', attempt: 1, from_step: 5_000 },
        ...{ target_step: 4_500, target_attempt: 1, sha256: SHA256 },
      },
      protects: [{ kind: 'checkpoint', run_id: 'run-1', attempt: 1, step: 4_500 }],
      output: { attempt: 2, step: 4_500 },
    });
    expect(world.store.saves).toBe(0);
  });

  it('has the same facts an hour later, and others when the run has moved', async () => {
    const world = await aRunaway();
    await world.save(4_500);
    const { facts } = await plan(world, 'training.roll_back', TARGET);

    world.clock.time += 60 * MINUTE;
    const later = await plan(world, 'training.roll_back', TARGET);
    await world.change({ last_step: 5_010 });
    const moved = await plan(world, 'training.roll_back', TARGET);

    expect(later.facts).toEqual(facts);
    expect(later.summary).toContain('(3 hours ago)');
    expect(moved.facts).not.toEqual(facts);
  });

  it('goes to that very checkpoint, stays paused, and is done once however often it is tried', async () => {
    const world = await aRunaway();
    await world.save(4_500);
    const isApplied = () =>
      world.actions['training.roll_back'].isApplied?.(world.context, of(TARGET), EFFECT);
    const before = await isApplied();

    const results = [];
    for (let i = 0; i < 3; i += 1) results.push(await apply(world, 'training.roll_back', TARGET));

    const run = await world.run();
    expect([before, await isApplied()]).toEqual([false, true]);
    expect(new Set(results.map(({ output }) => JSON.stringify(output)))).toEqual(
      new Set(['{"attempt":2,"step":4500}']),
    );
    expect(run).toMatchObject({
      ...{ status: 'paused', attempt: 2, last_step: 4_500, rollbacks_used: 0 },
      directive: { id: EFFECT, action: 'rollback', target: TARGET },
    });
    expect(world.published).toEqual(['rollback']);
  });

  it.each(['plan', 'apply'] as const)('is refused by %s when its checkpoint is gone', async (how) => {
    const world = await aRunaway();
    await world.save(4_000);
    const saved = await world.save(4_500);
    saved.prune();

    const error = await failure((how === 'plan' ? plan : apply)(world, 'training.roll_back', TARGET));

    expect(error).toMatchObject({
      name: 'CheckpointGoneError',
      message: expect.stringMatching(/step 4500, attempt 1.*Nothing was restored.*Start the runbook again/),
    });
    expect((await world.run()).attempt).toBe(1);
  });

  it.each(['plan', 'apply'] as const)(
    'is refused by %s when another model has taken its place',
    async (how) => {
      const world = await aRunaway();
      await world.save(4_500);

      const error = await failure(
        (how === 'plan' ? plan : apply)(world, 'training.roll_back', { ...TARGET, sha256: '0'.repeat(64) }),
      );

      expect(error).toMatchObject({ name: 'CheckpointGoneError' });
    },
  );

  it.each(['plan', 'apply'] as const)('is refused by %s when somebody has gone back further', async (how) => {
    const world = await aRunaway({
      attempt: 2,
      lineage: [{ attempt: 2, step: 4_000, at: STARTED_AT, by: 'ada', reason: 'looks odd' }],
    });
    await world.save(4_500);

    const error = await failure((how === 'plan' ? plan : apply)(world, 'training.roll_back', TARGET));

    expect(error).toMatchObject({ name: 'CheckpointGoneError' });
  });

  it.each(['plan', 'apply'] as const)(
    'is refused by %s when its bytes are gone behind our back',
    async (how) => {
      const world = await aRunaway();
      await world.save(4_000);
      const saved = await world.save(4_500);
      saved.loseBytes();

      const error = await failure((how === 'plan' ? plan : apply)(world, 'training.roll_back', TARGET));

      expect(error).toMatchObject({
        name: 'CheckpointUnreadableError',
        message: expect.stringMatching(
          /model of step 4500, attempt 1, of run run-1 is missing.*Nothing was restored/,
        ),
      });
      expect((await world.run()).attempt).toBe(1);
    },
  );

  it('is left to whoever has resumed the run, but not in a dry run, which has paused nothing', async () => {
    const world = await aRunaway();
    await world.save(4_500);
    const directive = { id: 'r', action: 'resume', attempt: 1, issued_at: STARTED_AT, by: 'ada' } as const;
    await world.change({ status: 'resuming', directive });
    const { context } = world;
    const dry = { ...context, execution: { ...context.execution, mode: 'dry_run' as const } };

    const planned = await failure(plan(world, 'training.roll_back', TARGET));
    const applied = await failure(apply(world, 'training.roll_back', TARGET));
    const dryPlan = await world.actions['training.roll_back'].plan(dry, of(TARGET));

    expect([planned, applied]).toMatchObject([{ name: 'TakenOverError' }, { name: 'TakenOverError' }]);
    expect(dryPlan.output).toEqual({ attempt: 2, step: 4_500 });
  });

  it('does nothing once another execution holds the lock of the run', async () => {
    const world = await aRunaway();
    await world.save(4_500);
    world.store.locks.set('run#run-1', { owner: 'execution-2', fence: 2 });

    const error = await failure(apply(world, 'training.roll_back', TARGET));

    expect(error).toMatchObject({ name: 'LockLostError' });
    expect(await world.run()).toMatchObject({ attempt: 1, directive: { action: 'pause' } });
  });
});

describe('the way back', () => {
  const began = { attempt: 2, step: 4_500 };
  const back = async () => {
    const world = await aRunaway();
    await world.save(4_500);
    await apply(world, 'training.roll_back', TARGET);
    return world;
  };

  it('has been gone when the trainer says so', async () => {
    const world = await back();
    const before = await failure(apply(world, 'training.await_rollback', began));
    const { directive } = await world.run();
    await world.change({ directive: { ...directive, id: 'standing', action: 'pause' } });

    const { text, output } = await apply(world, 'training.await_rollback', began);

    expect(before).toMatchObject({ name: 'NotYetError' });
    expect([text, output]).toEqual(['The trainer of run-1 is at step 4500', { step: 4_500 }]);
  });

  it('ends at another step: named, and nobody waits on', async () => {
    const world = await back();
    const acknowledged = {
      status: 'failed',
      global_step: 17,
      at: STARTED_AT,
      detail: "at step 17, not at the target's 4500",
    } as const;
    await world.change({ directive: { ...(await world.run()).directive, acknowledged } });

    expect(await failure(apply(world, 'training.await_rollback', began))).toMatchObject({
      name: 'RestoreMismatchError',
      message: expect.stringMatching(/sent back to step 4500 and is not there: at step 17.*stays paused/),
    });
  });

  it('is not waited for beyond the deadline', async () => {
    const world = await back();
    world.clock.time = world.context.deadline;

    expect(await failure(apply(world, 'training.await_rollback', began))).toMatchObject({
      name: 'AcknowledgementTimeoutError',
      message: expect.stringContaining('told to go back to step 4500 300 s ago'),
    });
  });

  it.each<[string, Partial<RunItem>]>([
    [
      'rolled back again',
      { attempt: 3, lineage: [{ attempt: 3, step: 100, at: STARTED_AT, by: 'ada', reason: '' }] },
    ],
    ['told to stop', { status: 'stopping' }],
  ])('is left to whoever has %s', async (_what, change) => {
    const world = await back();
    await world.change(change);

    expect(await failure(apply(world, 'training.await_rollback', began))).toMatchObject({
      name: 'TakenOverError',
    });
  });

  it('leads on with half the learning rate, once, and is left to whoever has resumed it', async () => {
    const world = await back();
    const inputs = { attempt: 2, lr_factor: 0.5 };
    const resume = () => apply(world, 'training.resume_reduced', inputs, 'effect-2');

    const outputs = [await resume(), await resume()].map(({ output }) => output);
    await world.change({ status: 'paused' });
    const again = await resume();
    const others = await failure(
      apply(world, 'training.resume_reduced', { ...inputs, attempt: 3 }, 'effect-3'),
    );
    await world.change({ status: 'running' });
    const running = await failure(apply(world, 'training.resume_reduced', inputs, 'effect-3'));

    expect([...outputs, again.output]).toEqual(Array(3).fill({ lr_multiplier: 0.5 }));
    expect([others, running]).toMatchObject([{ name: 'TakenOverError' }, { name: 'TakenOverError' }]);
    expect((await world.run()).lr_multiplier).toBe(0.5);
  });

  it('has ended when metrics come, and the silence is named at the deadline', async () => {
    const world = await back();
    await apply(world, 'training.resume_reduced', { attempt: 2, lr_factor: 0.5 }, 'effect-2');
    const wait = () => apply(world, 'training.await_resumed', { attempt: 2 });

    const silent = await failure(wait());
    world.clock.time = world.context.deadline;
    const tooLate = await failure(wait());
    await world.change({ status: 'running', last_step: 4_999, metrics_at: world.clock.time });
    const trains = await wait();
    await world.change({ status: 'pausing' });
    const pausedAgain = await wait();

    expect([silent, tooLate]).toMatchObject([{ name: 'NotYetError' }, { name: 'NotResumedError' }]);
    expect(trains.text).toBe('run-1 trains again: attempt 2 is at step 4999');
    expect(pausedAgain.text).toContain('pausing again since');
  });

  it('is left to whoever has paused the run before any metrics came', async () => {
    const world = await back();
    await apply(world, 'training.resume_reduced', { attempt: 2, lr_factor: 0.5 }, 'effect-2');
    await world.change({ status: 'paused' });

    expect(await failure(apply(world, 'training.await_resumed', { attempt: 2 }))).toMatchObject({
      name: 'TakenOverError',
    });
  });
});
