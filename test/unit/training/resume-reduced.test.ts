import { encodeState } from '../../../lib/training/codec.ts';
import { orderRun, resumeReduced } from '../../../lib/training/run-control.ts';
import { scheduleAt } from '../../../lib/training/schedule.ts';
import { initialState } from '../../../lib/training/training-state.ts';
import type { RunItem } from '../../../lib/contracts/run-item.ts';
import { aRun, STARTED_AT } from '../../support/training/a-run.ts';
import { GUIDE } from '../../support/training/config.ts';
import { InMemoryRunStore } from '../../support/training/in-memory-run-store.ts';

const BY = { by: 'runbook', reason: 'restored', factor: 0.5 };
const FLOOR = GUIDE.ppo_schedule.lr_multiplier_floor;

async function aPausedRun(change: Partial<RunItem> = {}) {
  const store = new InMemoryRunStore();
  let ids = 0;
  await store.create(aRun({ status: 'paused', windows: encodeState(initialState(GUIDE)), ...change }));
  return {
    config: GUIDE,
    store,
    clock: { now: () => STARTED_AT },
    ids: () => `id-${(ids += 1)}`,
    backOff: () => Promise.resolve(),
    onCorruptWindows: (): void => {
      throw new Error('The windows are whole');
    },
  };
}

describe('the resume of a runbook', () => {
  it('halves the learning rate, and resumes', async () => {
    const deps = await aPausedRun();

    const run = await resumeReduced(deps, 'run-1', BY);

    expect([run.status, run.directive.action, run.lr_multiplier]).toEqual(['resuming', 'resume', 0.5]);
    const before = scheduleAt(0, GUIDE.ppo_schedule, { lr_multiplier: 1, overrides: {} });
    expect(scheduleAt(0, GUIDE.ppo_schedule, run).learning_rate).toBe(before.learning_rate / 2);
  });

  it('compounds from pause to pause, down to the floor and never below', async () => {
    const deps = await aPausedRun();
    const multipliers: number[] = [];

    for (let times = 0; times < 12; times += 1) {
      multipliers.push((await resumeReduced(deps, 'run-1', BY)).lr_multiplier);
      await orderRun(deps, 'run-1', { action: 'pause', by: 'ada' });
    }

    expect(multipliers.slice(0, 3)).toEqual([0.5, 0.25, 0.125].map((one) => Math.max(one, FLOOR)));
    expect(multipliers.at(-1)).toBe(FLOOR);
    expect(Math.min(...multipliers)).toBe(FLOOR);
  });

  it('leaves a multiplier that is below the floor already', async () => {
    const deps = await aPausedRun({ lr_multiplier: FLOOR / 4 });

    expect((await resumeReduced(deps, 'run-1', BY)).lr_multiplier).toBe(FLOOR / 4);
  });

  it('halves nothing when it comes again, not even twenty at once', async () => {
    const deps = await aPausedRun();

    const runs = await Promise.all(Array.from({ length: 20 }, () => resumeReduced(deps, 'run-1', BY)));

    expect(new Set(runs.map(({ lr_multiplier }) => lr_multiplier))).toEqual(new Set([0.5]));
    expect((await deps.store.read('run-1'))?.lr_multiplier).toBe(0.5);
  });

  it('halves nothing when its step is done again, not even after the next pause', async () => {
    const deps = await aPausedRun();
    const step = { ...BY, effectId: 'resume of execution 1' };
    await resumeReduced(deps, 'run-1', step);
    await orderRun(deps, 'run-1', { action: 'pause', by: 'ada' });

    const again = await resumeReduced(deps, 'run-1', step);
    const next = await resumeReduced(deps, 'run-1', { ...BY, effectId: 'resume of execution 2' });

    expect([again.lr_multiplier, again.status]).toEqual([0.5, 'pausing']);
    expect([next.lr_multiplier, next.status]).toEqual([0.25, 'resuming']);
  });

  it('is not what an operator does: that leaves the learning rate', async () => {
    const deps = await aPausedRun({ lr_multiplier: 0.5 });

    expect((await orderRun(deps, 'run-1', { action: 'resume', by: 'ada' })).lr_multiplier).toBe(0.5);
  });

  it('takes the mark of the runaway away, and is refused on a run that goes on', async () => {
    const runaway = { attempt: 1, step: 9, at: STARTED_AT, detail: 'mean 120' };
    const deps = await aPausedRun({ runaway });

    const run = await resumeReduced(deps, 'run-1', BY);
    const running = await aPausedRun({ status: 'running' });

    expect(run.runaway).toBeUndefined();
    await expect(resumeReduced(running, 'run-1', BY)).rejects.toMatchObject({
      name: 'DirectiveRefusedError',
    });
  });
});
