import { noiseFrom } from '../../../../rehearsal/training/noise.ts';
import type { ModelState } from '../../../../rehearsal/training/ppo-model.ts';
import { train, type TrainerOptions } from '../../../../rehearsal/training/trainer.ts';
import { answer, FakeTrainingApi } from '../../../support/rehearsal/fake-training-api.ts';

const turns = async () => {
  for (let i = 0; i < 20; i += 1) await new Promise((resolve) => setImmediate(resolve));
};

const SURROUNDINGS = {
  noise: noiseFrom(7),
  reward: { from: 3, to: 5 },
  episodeReward: { from: 12.5, to: 17.5 },
};

const neverAt = () => undefined;

function onceAt(step: number, mishap: Partial<ModelState>) {
  let isDue = true;
  return (now: number) => {
    if (!isDue || now !== step) return undefined;
    isDue = false;
    return mishap;
  };
}

const rehearse = (api: FakeTrainingApi, change: Partial<TrainerOptions> = {}) =>
  train({
    transport: api,
    runId: 'r',
    totalSteps: 1_000,
    batchSteps: 100,
    mishapAt: onceAt(600, { isDerailed: true }),
    surroundings: SURROUNDINGS,
    backOff: () => turns(),
    compute: (outbox) => outbox.drained(),
    ...change,
  });

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

describe('a rehearsed trainer', () => {
  it('reports each step in order, saves each batch, goes back once, and finishes', async () => {
    const api = new FakeTrainingApi();

    const log = await rehearse(api);

    const stepsOf = (attempt: number) =>
      api.taken.filter((one) => one.attempt === attempt).map(({ step }) => step);
    expect([stepsOf(1), stepsOf(2)]).toEqual([range(0, 700), range(500, 1_000)]);
    expect(log.findings).toEqual([{ kind: 'loss_spike', step: 600 }]);
    expect(log.rollbacks).toEqual([{ step: 499, attempt: 2, isSame: true }]);
    expect(api.acknowledged).toMatchObject([{ global_step: 499, status: 'done' }]);
    expect([log.refused, log.dropped, api.status]).toEqual([[], 0, 'finished']);
    expect(log.committed.at(-1)).toBe(999);
  });

  it('reports of each step what it was trained with: what the API had told it by then', async () => {
    const api = new FakeTrainingApi();
    api.scheduleAt = (step) => ({ entropy_coef: 0.02 - step / 100_000, learning_rate: 0.0003 - step / 1e8 });

    await rehearse(api, { mishapAt: neverAt });

    const told = range(0, 1_000).map((step) => api.scheduleAt(step - (step % 100)));
    expect(api.usedWith).toEqual(told);
  });

  it.each([
    ['429', () => answer(429, { message: 'Too Many Requests' })],
    ['500', () => answer(500, {})],
    ['503', () => answer(503, {})],
    [
      'no answer',
      () => {
        throw new Error('getaddrinfo ENOTFOUND');
      },
    ],
  ])('loses no step and no order to every third request being answered by %s', async (_what, fail) => {
    const api = new FakeTrainingApi();
    api.interfere = (call) => (call % 3 === 0 ? fail() : undefined);

    const log = await rehearse(api);

    const second = api.taken.filter(({ attempt }) => attempt === 2).map(({ step }) => step);
    expect(second).toEqual(range(500, 1_000));
    expect([log.refused, log.dropped, api.status]).toEqual([[], 0, 'finished']);
    expect(log.retries).toBeGreaterThan(5);
  });

  it('counts nothing twice when answers are lost after their effect', async () => {
    const api = new FakeTrainingApi();
    api.loses = (call) => call % 4 === 0;

    const log = await rehearse(api);

    expect(api.taken.filter(({ attempt }) => attempt === 2).map(({ step }) => step)).toEqual(
      range(500, 1_000),
    );
    expect(new Set(api.committed.map(({ attempt, step }) => `${attempt}/${step}`)).size).toBe(
      api.committed.length,
    );
    expect(log.refused).toEqual([]);
  });

  it('goes on training while the API is silent, and sends what it has room for afterwards', async () => {
    const api = new FakeTrainingApi();
    const seen: number[] = [];
    let isSilent = false;
    api.interfere = () => (isSilent ? answer(503, {}) : undefined);

    const log = await rehearse(api, {
      totalSteps: 5_000,
      mishapAt: neverAt,
      compute: turns,
      onProgress: (trained) => {
        seen.push(trained);
        isSilent = trained < 4_900;
      },
    });

    expect(seen).toEqual(range(1, 51).map((batch) => batch * 100));
    expect(log.dropped).toBeGreaterThan(0);
    const steps = api.taken.map(({ step }) => step);
    expect(steps).toEqual(steps.toSorted((one, other) => one - other));
    expect(steps.at(-1)).toBe(4_999);
  });

  it('waits when it is paused, and goes on when it is resumed', async () => {
    const api = new FakeTrainingApi();
    let trainedAtPause = 0;
    const run = rehearse(api, {
      mishapAt: neverAt,
      onProgress: (trained) => {
        if (trained === 300) api.order('pause');
        trainedAtPause = api.acknowledged.length === 0 ? trained : trainedAtPause;
      },
      backOff: async (tries) => {
        if (tries === 5) api.order('resume');
        await turns();
      },
    });

    const log = await run;

    expect(api.acknowledged).toMatchObject([{ status: 'done', global_step: trainedAtPause - 1 }]);
    expect(api.taken.map(({ step }) => step)).toEqual(range(0, 1_000));
    expect(log.refused).toEqual([]);
  });

  it('runs away, and trains nothing between the pause, the way back and the resume', async () => {
    const api = new FakeTrainingApi();
    const seen: string[] = [];
    const episodes: number[] = [];

    const log = await rehearse(api, {
      mishapAt: onceAt(300, { isHacking: true }),
      onProgress: (trained) => {
        seen.push(`trained ${trained}`);
        if (trained === 400 && api.acknowledged.length === 0) api.order('pause');
      },
      backOff: async () => {
        seen.push(`asked, ${api.directive['action'] as string}`);
        if (api.acknowledged.length === 1) api.sendBackTo(299);
        if (api.acknowledged.length === 3) api.order('resume');
        await turns();
      },
    });
    episodes.push(...api.rewards.filter(({ attempt }) => attempt === 1).map(({ reward }) => reward));

    expect(Math.max(...episodes)).toBeGreaterThan(200);
    expect(
      Math.max(...api.rewards.filter(({ attempt }) => attempt === 2).map(({ reward }) => reward)),
    ).toBeLessThan(20);
    expect(api.acknowledged).toMatchObject([
      { global_step: 399 },
      { global_step: 299 },
      { global_step: 299 },
    ]);
    expect(seen.slice(4, 7)).toEqual(['asked, pause', 'asked, pause', 'trained 400']);
    expect(log.rollbacks).toEqual([{ step: 299, attempt: 2, isSame: true }]);
    expect([log.refused, api.status]).toEqual([[], 'finished']);
  });

  it('stops when it is told to', async () => {
    const api = new FakeTrainingApi();

    await rehearse(api, {
      mishapAt: neverAt,
      onProgress: (trained) => {
        if (trained === 300) api.order('stop');
      },
    });

    expect(api.acknowledged).toMatchObject([{ status: 'done', global_step: 299 }]);
    expect(api.taken.at(-1)?.step).toBe(299);
  });

  it('says that it could not go back when the bytes are not those that were saved', async () => {
    const api = new FakeTrainingApi();
    api.corrupt = (bytes) => bytes.with(1_000, (bytes[1_000] ?? 0) ^ 1);

    const log = await rehearse(api);

    expect(log.rollbacks).toMatchObject([{ isSame: false }]);
    expect(api.acknowledged).toMatchObject([{ status: 'failed' }]);
  });

  it('notes what is refused for good, and sends it once', async () => {
    const api = new FakeTrainingApi();
    api.interfere = (_call, path) =>
      path.endsWith('/checkpoints') ? answer(404, { code: 'not_found' }) : undefined;

    const log = await rehearse(api, { mishapAt: neverAt });

    expect(log.refused).toHaveLength(10);
    expect([log.committed, api.status]).toEqual([[], 'finished']);
  });

  it.each([1, 2, 30])(
    'ends when it is told to, whatever it waits for (silence from call %p on)',
    async (from) => {
      const api = new FakeTrainingApi();
      api.interfere = (call) => (call >= from ? answer(503, {}) : undefined);

      await rehearse(api, { compute: turns, isStopped: () => api.calls > from + 20 });

      expect(api.status).toBe('running');
    },
  );

  it('says why when the API will not have its run', async () => {
    const api = new FakeTrainingApi();
    api.interfere = () => answer(403, { message: 'Forbidden' });

    await expect(rehearse(api)).rejects.toThrow('Forbidden');
  });
});
