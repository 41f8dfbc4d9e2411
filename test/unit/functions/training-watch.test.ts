import type { Context } from 'aws-lambda';
import { backgroundFunction } from '../../../functions/shared/background-function.ts';
import { trainingWatch } from '../../../functions/training-watch/training-watch.ts';
import { recordingSurroundings } from '../../support/invoke.ts';
import { aRun, STARTED_AT } from '../../support/training/a-run.ts';
import { InMemoryRunStore } from '../../support/training/in-memory-run-store.ts';

const EVENT = { scheduled_at: '2027-01-15T08:00:00Z' };
const STALLED_AFTER_MS = 600_000;

async function aWatch() {
  const store = new InMemoryRunStore();
  await store.create(aRun({ run_id: 'a' }));
  await store.create(aRun({ run_id: 'b' }));
  const surroundings = recordingSurroundings();
  const clock = { time: STARTED_AT, now: () => clock.time };
  let lastId = 0;
  const dependencies = {
    store,
    clock,
    ids: () => `watch-${(lastId += 1)}`,
    stalledAfterMs: STALLED_AFTER_MS,
  };
  const handler = backgroundFunction(trainingWatch(dependencies, surroundings.metrics), surroundings);
  /** The handler looks at nothing of its context. */
  const run = (event: unknown = EVENT) => handler(event, {} as Context);
  return { run, clock, store, ...surroundings };
}

describe('training-watch', () => {
  it('counts nothing while every trainer is heard of', async () => {
    const { run, points } = await aWatch();

    const result = await run();

    expect([result, points]).toEqual([{ looked: 2, stalled: 0, newlyStalled: 0 }, []]);
  });

  it('counts silent trainers at each look, and a finding for each once', async () => {
    const { run, clock, points } = await aWatch();
    clock.time += STALLED_AFTER_MS;

    await run();
    await run();

    expect(points).toEqual([
      { name: 'StalledRuns', value: 2 },
      { name: 'Findings', value: 2, dimensions: { Kind: 'stalled' } },
      { name: 'StalledRuns', value: 2 },
    ]);
  });

  it('fails on a store out of reach, logged and counted, so that it is noticed', async () => {
    const { run, store, points, logged } = await aWatch();
    store.isOut = true;

    await expect(run()).rejects.toThrow('did not answer');

    expect([points, logged]).toEqual([[{ name: 'BackgroundErrors', value: 1 }], ['Background work failed']]);
  });

  it('refuses an event that no schedule sends', async () => {
    const { run } = await aWatch();

    await expect(run({ time: 1 })).rejects.toThrow();
  });
});
