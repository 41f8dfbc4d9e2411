import { encodeState } from '../../../lib/training/codec.ts';
import { initialState } from '../../../lib/training/training-state.ts';
import { aRunaway, SHA256 } from '../../support/runbooks/a-runaway.ts';
import { apply, EFFECT, failure, plan } from '../../support/runbooks/runaway-actions.ts';
import { STARTED_AT } from '../../support/training/a-run.ts';
import { batchOf, take } from '../../support/training/batches.ts';
import { GUIDE } from '../../support/training/config.ts';

const TARGET = { step: 4_500, attempt: 1, sha256: SHA256 };

/** Windows of a run whose hundred newest episodes all had these figures. */
function windowsOf(figures: Readonly<Record<string, number>>): Uint8Array {
  const columns = Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, Array<number>(100).fill(value)]),
  );
  const { state } = take(initialState(GUIDE), batchOf(columns), GUIDE);
  return encodeState(state);
}

describe('verifying a runaway', () => {
  it('goes by the mark of the attempt that the run is in', async () => {
    const marked = await aRunaway();
    const since = await aRunaway({ attempt: 2, last_step: 4_500 });

    expect((await apply(marked, 'training.verify_runaway')).output).toMatchObject({ met: true, step: 4_990 });
    expect((await apply(since, 'training.verify_runaway')).output).toMatchObject({ met: false, step: 4_501 });
  });

  it.each([
    ['mean', { reward: 101, loss: 1 }, true],
    ['KL', { reward: 4, loss: 1, kl: 0.11 }, true],
    ['nothing', { reward: 100, loss: 1, kl: 0.1 }, false],
  ])('of a run that nobody marked goes by its windows: %s', async (_what, figures, met) => {
    const world = await aRunaway({ attempt: 2, windows: windowsOf(figures) });

    const { text, output } = await apply(world, 'training.verify_runaway');

    expect(output['met']).toBe(met);
    expect(text).toContain(`average ${figures.reward} (allowed 100)`);
  });

  it('sees the scatter', async () => {
    const episode_reward = Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? 0 : 102));
    const { state } = take(
      initialState(GUIDE),
      batchOf({ reward: Array(100).fill(4), loss: Array(100).fill(1), episode_reward }),
      GUIDE,
    );
    const world = await aRunaway({ attempt: 2, windows: encodeState(state) });

    expect((await apply(world, 'training.verify_runaway')).output).toMatchObject({
      met: true,
      mean: 51,
      std: 51,
    });
  });

  it('says the same in a dry run', async () => {
    const world = await aRunaway();

    const { output } = await plan(world, 'training.verify_runaway');

    expect(output).toEqual((await apply(world, 'training.verify_runaway')).output);
  });
});

describe('pausing', () => {
  it('is content with a run that is paused already, and writes nothing', async () => {
    const world = await aRunaway();

    const { output } = await apply(world, 'training.pause');

    expect(output).toEqual({ step: 5_000, attempt: 1 });
    expect(world.store.saves).toBe(0);
  });

  it('waits for the trainer, orders once, and says at the deadline what did not come', async () => {
    const world = await aRunaway({
      status: 'running',
      directive: { id: 'd', action: 'continue', attempt: 1, issued_at: STARTED_AT, by: 'artisan' },
    });

    const first = await failure(apply(world, 'training.pause'));
    const second = await failure(apply(world, 'training.pause'));
    world.clock.time = world.context.deadline;
    const last = await failure(apply(world, 'training.pause'));

    expect([first, second]).toMatchObject([{ name: 'NotYetError' }, { name: 'NotYetError' }]);
    expect(world.store.saves).toBe(1);
    expect((await world.run()).directive).toMatchObject({ id: EFFECT, action: 'pause', by: 'runbook rl' });
    expect(last).toMatchObject({
      name: 'AcknowledgementTimeoutError',
      message: expect.stringMatching(/told to pause 300 s ago.*\/v1\/runs\/run-1\/directives.*resume.*stop/),
    });
  });

  it('fails when the trainer says that it could not', async () => {
    const world = await aRunaway();
    const acknowledged = {
      status: 'failed',
      global_step: 5_000,
      at: STARTED_AT,
      detail: 'disk full',
    } as const;
    await world.change({ status: 'pausing', directive: { ...(await world.run()).directive, acknowledged } });

    expect(await failure(apply(world, 'training.pause'))).toMatchObject({
      name: 'TrainerFailedError',
      message: expect.stringContaining('disk full'),
    });
  });

  it('does not pause again what a person has resumed since the alarm, redriven days later or not', async () => {
    const world = await aRunaway();
    const issued_at = STARTED_AT + 1;
    await world.change({
      status: 'resuming',
      directive: { id: 'r', action: 'resume', attempt: 1, issued_at, by: 'ada' },
    });

    expect(await failure(apply(world, 'training.pause'))).toMatchObject({
      name: 'TakenOverError',
      message: expect.stringContaining('resumed by ada'),
    });
  });

  it('of a run that is over says so', async () => {
    const world = await aRunaway({ status: 'stopped' });

    expect(await failure(apply(world, 'training.pause'))).toMatchObject({ name: 'RunEndedError' });
  });
});

describe('finding a stable checkpoint', () => {
  it('takes the newest from before the runaway', async () => {
    const world = await aRunaway();
    for (const step of [4_000, 4_500, 4_995]) await world.save(step);
    await world.save(4_800, { means: { reward: 60, loss: 1, kl: 0.01 } });

    const { text, output } = await apply(world, 'training.find_stable', { before_step: 4_990 });

    expect(output).toEqual(TARGET);
    expect(text).toContain('step 4500, attempt 1 (reward 12, KL 0.01)');
  });

  it('fails with what it takes when there is none, and names no other', async () => {
    const world = await aRunaway();
    await world.save(4_500, { means: { reward: 60, loss: 1, kl: 0.01 } });

    expect(await failure(apply(world, 'training.find_stable', { before_step: 4_990 }))).toMatchObject({
      name: 'NoStableCheckpointError',
      message: expect.stringMatching(
        /before step 4990.*\|KL\| < 0\.03 and a reward of 10 to 20.*Nothing was restored.*GET \/v1\/runs/,
      ),
    });
  });
});
