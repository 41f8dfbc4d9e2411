import type { RunItem } from '../../../lib/contracts/run-item.ts';
import { RunChangedError } from '../../../lib/training/errors.ts';
import { watchRuns } from '../../../lib/training/watch-runs.ts';
import { aRun, nextOf, STARTED_AT } from '../../support/training/a-run.ts';
import { InMemoryRunStore } from '../../support/training/in-memory-run-store.ts';

const STALLED_AFTER_MS = 600_000;

async function aWatch(change: Partial<RunItem> = {}) {
  const store = new InMemoryRunStore();
  await store.create(aRun(change));
  const clock = { time: STARTED_AT, now: () => clock.time };
  let lastId = 0;
  const deps = { store, clock, ids: () => `watch-${(lastId += 1)}`, stalledAfterMs: STALLED_AFTER_MS };
  const lookAt = (time: number) => {
    clock.time = time;
    return watchRuns(deps);
  };
  const findings = () => store.runs.get('run-1')?.findings ?? [];
  return { store, lookAt, findings };
}

const STALLED_AT = STARTED_AT + STALLED_AFTER_MS;
const aDirective = (change: Partial<RunItem['directive']>): RunItem['directive'] => ({
  id: 'd1',
  action: 'resume',
  attempt: 1,
  issued_at: STARTED_AT,
  by: 'ada',
  ...change,
});

describe('the watch over runs', () => {
  it('finds a run that has sent nothing for as long as is allowed, and not a moment sooner', async () => {
    const { lookAt, findings } = await aWatch({ metrics_at: STARTED_AT + 5_000, last_step: 499 });

    const early = await lookAt(STALLED_AT + 4_999);
    const due = await lookAt(STALLED_AT + 5_000);

    expect(early).toEqual({ looked: 1, stalled: 0, newlyStalled: 0 });
    expect(due).toEqual({ looked: 1, stalled: 1, newlyStalled: 1 });
    expect(findings()).toEqual([
      {
        kind: 'stalled',
        attempt: 1,
        step: 499,
        at: STALLED_AT + 5_000,
        detail: 'no metrics for 10m, allowed is 10m',
      },
    ]);
  });

  it('finds one that has never sent any', async () => {
    const { lookAt } = await aWatch();

    expect(await lookAt(STALLED_AT)).toMatchObject({ newlyStalled: 1 });
  });

  it('reports a stall once, and goes on counting it', async () => {
    const { lookAt, findings, store } = await aWatch();
    await lookAt(STALLED_AT);

    const later = [await lookAt(STALLED_AT + 60_000), await lookAt(STALLED_AT + 86_400_000)];

    expect(later).toEqual(Array.from({ length: 2 }, () => ({ looked: 1, stalled: 1, newlyStalled: 0 })));
    expect([findings().length, store.saves]).toEqual([1, 1]);
  });

  it('lets it be over with the next metrics, and reports the next one anew', async () => {
    const { lookAt, findings, store } = await aWatch();
    await lookAt(STALLED_AT);
    const stalled = await store.read('run-1');
    if (stalled) await store.save(nextOf(stalled, { metrics_at: STALLED_AT + 30_000, last_step: 9 }));

    const recovered = await lookAt(STALLED_AT + 60_000);
    const again = await lookAt(STALLED_AT + 30_000 + STALLED_AFTER_MS);

    expect(recovered).toEqual({ looked: 1, stalled: 0, newlyStalled: 0 });
    expect(again).toEqual({ looked: 1, stalled: 1, newlyStalled: 1 });
    expect(findings().map(({ step }) => step)).toEqual([0, 9]);
  });

  it.each(['paused'] as const)('leaves a run alone that is %s', async (status) => {
    const { lookAt } = await aWatch({ status });

    expect(await lookAt(STALLED_AT)).toEqual({ looked: 1, stalled: 0, newlyStalled: 0 });
  });

  it.each(['stopped', 'finished'] as const)('does not look at a run that is %s', async (status) => {
    const { lookAt } = await aWatch({ status });

    expect(await lookAt(STALLED_AT)).toEqual({ looked: 0, stalled: 0, newlyStalled: 0 });
  });

  it.each(['running', 'pausing', 'resuming', 'stopping'] as const)(
    'finds a run that is %s, whose trainer should answer',
    async (status) => {
      const { lookAt } = await aWatch({ status });

      expect(await lookAt(STALLED_AT)).toMatchObject({ stalled: 1 });
    },
  );

  it.each([
    ['a directive', { directive: aDirective({ issued_at: STARTED_AT + 3_600_000 }) }],
    [
      'an acknowledgement',
      {
        directive: aDirective({
          acknowledged: { status: 'failed', global_step: 1, at: STARTED_AT + 3_600_000 },
        }),
      },
    ],
  ] as const)('begins the time anew with %s', async (_what, change) => {
    const { lookAt } = await aWatch({ status: 'resuming', ...change });

    const looks = [
      await lookAt(STARTED_AT + 3_600_000 + STALLED_AFTER_MS - 1),
      await lookAt(STARTED_AT + 3_600_000 + STALLED_AFTER_MS),
    ];

    expect(looks.map(({ stalled }) => stalled)).toEqual([0, 1]);
  });

  it('leaves a run alone that changed while it was looked at', async () => {
    const { lookAt, store } = await aWatch();
    store.save = () => Promise.reject(new RunChangedError('run-1'));

    expect(await lookAt(STALLED_AT)).toEqual({ looked: 1, stalled: 0, newlyStalled: 0 });
  });

  it('reports a stall once when two look at once', async () => {
    const { lookAt, findings } = await aWatch();

    const looks = await Promise.all([lookAt(STALLED_AT), lookAt(STALLED_AT)]);

    expect(looks.map(({ newlyStalled }) => newlyStalled).toSorted()).toEqual([0, 1]);
    expect(findings()).toHaveLength(1);
  });

  it('fails when the store does, so that the check is repeated', async () => {
    const { lookAt, store } = await aWatch();
    store.isOut = true;

    await expect(lookAt(STALLED_AT)).rejects.toThrow('did not answer');
  });
});
