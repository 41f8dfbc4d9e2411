import fc from 'fast-check';
import type { HealthCheck, ModelHealth, ProbeAnswer } from '../../../lib/health/check.ts';
import { createProber } from '../../../lib/health/prober.ts';
import { StoreUnavailableError } from '../../../lib/shared/store-errors.ts';
import { InMemoryHealthStore } from '../../support/health/in-memory-health-store.ts';

const NOW = Date.UTC(2026, 0, 1);
const GOOD: ProbeAnswer = { healthy: true, reason: 'answered 200', latencyMs: 3 };
const BAD: ProbeAnswer = { healthy: false, reason: 'answered 503', latencyMs: 3 };

interface ProberChange {
  readonly models?: readonly string[];
  readonly answerOf?: (model?: string) => ProbeAnswer | Error;
}

function aProber({ models = ['mistral'], answerOf = () => GOOD }: ProberChange = {}) {
  const store = new InMemoryHealthStore();
  const told: { model: string; ok: boolean; at: number }[] = [];
  const deaf = { isDeaf: false };
  const rounds = { count: 0 };
  const counted: (HealthCheck & ModelHealth)[] = [];
  let lastId = 0;
  const run = createProber({
    targets: models.map((model) => ({ model, url: `http://${model}.example/`, timeoutMs: 100 })),
    probe: ({ url }) => {
      const answer = answerOf(new URL(url).hostname.split('.')[0]);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    store,
    listeners: [
      {
        recordHealthCheck: (model, { ok, at }) => {
          if (deaf.isDeaf)
            return Promise.reject(new StoreUnavailableError('breakers', new Error('injected')));
          const isNew = told.every((check) => check.model !== model || check.at < at);
          if (isNew) told.push({ model, ok, at });
          return Promise.resolve();
        },
      },
    ],
    publish: (check, health) => counted.push({ ...check, ...health }),
    publishRound: () => (rounds.count += 1),
    clock: { now: () => NOW },
    ids: () => `c${(lastId += 1)}`,
  });
  return { run, store, told, counted, deaf, rounds };
}

describe('a run of the health prober', () => {
  it('counts as a round when all was recorded, also that a model is down, and else does not', async () => {
    const well = aProber();
    const down = aProber({ answerOf: () => BAD });
    const broken = aProber({ models: ['mistral', 'qwen'] });
    broken.deaf.isDeaf = true;

    await well.run({ dueAt: NOW });
    await down.run({ dueAt: NOW });
    await expect(broken.run({ dueAt: NOW })).rejects.toThrow(AggregateError);

    expect([well, down, broken].map(({ rounds }) => rounds.count)).toEqual([1, 1, 0]);
  });

  it('checks every model, records it, counts it, and tells the breakers', async () => {
    const { run, store, told, counted } = aProber({ models: ['mistral', 'qwen'] });

    await run({ dueAt: NOW });

    expect([...store.kept.keys()].sort()).toEqual(['mistral', 'qwen']);
    expect(told).toEqual([
      { model: 'mistral', ok: true, at: NOW },
      { model: 'qwen', ok: true, at: NOW },
    ]);
    expect(counted.map(({ model, consecutiveFailures }) => [model, consecutiveFailures])).toEqual([
      ['mistral', 0],
      ['qwen', 0],
    ]);
  });

  it('has nothing to do without health URLs', async () => {
    const { run, counted } = aProber({ models: [] });

    await run({ dueAt: NOW });

    expect(counted).toEqual([]);
  });

  it('counts and tells nothing twice, however often it is delivered', async () => {
    const { run, told, counted } = aProber({ answerOf: () => BAD });

    await Promise.all(Array.from({ length: 5 }, () => run({ dueAt: NOW })));

    expect(told).toHaveLength(1);
    expect(counted.map(({ consecutiveFailures }) => consecutiveFailures)).toEqual([1]);
  });

  it('tells the breakers when it is delivered again, after it was recorded and they could not be told', async () => {
    const { run, told, counted, deaf } = aProber({ answerOf: () => BAD });
    deaf.isDeaf = true;
    await expect(run({ dueAt: NOW })).rejects.toThrow('1 of 1 health checks');
    deaf.isDeaf = false;

    await run({ dueAt: NOW });

    expect(told).toEqual([{ model: 'mistral', ok: false, at: NOW }]);
    expect(counted).toHaveLength(1);
  });

  it('hinders no other model by what goes wrong with one, and says so at the end', async () => {
    const { run, store, told } = aProber({
      models: ['llama', 'mistral', 'qwen'],
      answerOf: (model) => (model === 'mistral' ? new TypeError('a fault of ours') : BAD),
    });
    store.out.add('llama');

    const outcome = run({ dueAt: NOW });

    await expect(outcome).rejects.toMatchObject({
      message: '2 of 3 health checks could not be recorded',
      errors: [{ name: 'StoreUnavailableError' }, { name: 'TypeError' }],
    });
    expect(told.map(({ model }) => model)).toEqual(['qwen']);
  });

  it('ends at the newest check and counts no failure twice, in whatever order and number deliveries come', async () => {
    const deliveries = fc.array(fc.nat(9), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(
        deliveries,
        fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }),
        async (order, well) => {
          let due = 0;
          const { run, store, told } = aProber({ answerOf: () => (well[due] ? GOOD : BAD) });

          for (due of order) await run({ dueAt: NOW + due });

          const counted = told.map(({ at }) => at - NOW);
          expect(counted).toEqual([...new Set(counted)].sort((a, b) => a - b));
          expect(store.kept.get('mistral')).toMatchObject({
            dueAt: NOW + Math.max(...order),
            consecutiveFailures: told.length - 1 - told.findLastIndex(({ ok }) => ok),
          });
        },
      ),
    );
  });
});
