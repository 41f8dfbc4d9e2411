import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import fc from 'fast-check';
import { aTrainingApi } from '../../support/training/a-training-api.ts';
import { GUIDE } from '../../support/training/config.ts';

const read = (name: string): unknown => JSON.parse(readFileSync(`test/support/vectors/${name}.json`, 'utf8'));
const numbers = v.array(v.number());

const detectors = v.parse(
  v.array(
    v.object({
      name: v.string(),
      loss: numbers,
      reward: numbers,
      first_detection: v.nullable(v.object({ index: v.number(), kind: v.string() })),
    }),
  ),
  read('detector'),
);

const normalizers = v.parse(
  v.array(
    v.object({
      window_size: v.number(),
      bootstrap_size: v.number(),
      rewards: numbers,
      after: v.array(
        v.object({ index: v.number(), mean: v.number(), std: v.number(), normalized: v.number() }),
      ),
    }),
  ),
  read('normalizer'),
);

/** No divisor of anything: batches end anywhere in a window. */
const BATCH = 137;

function batchesOf(columns: { readonly loss: readonly number[]; readonly reward: readonly number[] }) {
  return Array.from({ length: Math.ceil(columns.reward.length / BATCH) }, (_batch, i) => ({
    attempt: 1,
    first_step: i * BATCH,
    columns: {
      loss: columns.loss.slice(i * BATCH, (i + 1) * BATCH),
      reward: columns.reward.slice(i * BATCH, (i + 1) * BATCH),
    },
  }));
}

describe('the reference numbers, through the API', () => {
  it.each(detectors)('$name is found where numpy finds it', async ({ loss, reward, first_detection }) => {
    const api = aTrainingApi();
    await api.begin();
    const found: { kind: string; step: number }[] = [];

    for (const batch of batchesOf({ loss, reward })) {
      const { body } = await api.post(batch);
      found.push(...(body['findings'] as typeof found));
    }

    const [first] = found.filter(({ kind }) => kind === 'loss_spike' || kind === 'reward_drop');
    expect(first && { kind: first.kind, index: first.step }).toEqual(
      first_detection ? { kind: first_detection.kind, index: first_detection.index } : undefined,
    );
  });

  it.each(normalizers)('rewards are normalised as numpy does it ($window_size)', async (vector) => {
    const { window_size, bootstrap_size, rewards, after } = vector;
    const reward_normalization = { ...GUIDE.reward_normalization, window_size, bootstrap_size };
    const api = aTrainingApi({ config: { ...GUIDE, reward_normalization } });
    await api.begin();
    const normalized: number[] = [];

    for (const batch of batchesOf({ loss: rewards.map(() => 1), reward: rewards })) {
      const { body } = await api.post({ ...batch, return_normalized: true });
      normalized.push(...(body['normalized'] as number[]));
    }

    expect(normalized).toHaveLength(rewards.length);
    for (const { index, mean, std, normalized: expected } of after) {
      // At 1e8 the last digit of a mean is 1.5e-8, a millionth of a deviation; numpy's sum rounds it, too.
      const rounding = (2 * Number.EPSILON * Math.abs(mean)) / std;
      expect(Math.abs((normalized[index] ?? NaN) - expected)).toBeLessThan(rounding + 1e-9);
    }
  });
});

describe('bodies of any form', () => {
  it('are answered with 200 or 4xx, ten thousand of them, never 5xx', async () => {
    const api = aTrainingApi();
    await api.begin();
    const value = fc.oneof(
      fc.double(),
      fc.constantFrom(null, 'NaN', '-Infinity', '1', -0, 2 ** 53 + 1, {}, []),
      fc.string(),
    );
    const step = fc.oneof(fc.nat(50), fc.constantFrom(-1, 1.5, 2 ** 53 + 2, '1', null));
    const body = fc.oneof(
      fc.record({
        attempt: fc.constantFrom(1, 0, 2, '1', null),
        first_step: step,
        columns: fc.dictionary(fc.constantFrom('reward', 'loss', 'kl', 'x', 'Bad', ''), fc.array(value)),
      }),
      fc.record(
        {
          attempt: fc.constant(1),
          steps: fc.array(fc.record({ step, reward: value, loss: value }, { requiredKeys: [] })),
        },
        { requiredKeys: [] },
      ),
      fc.jsonValue(),
    );
    const seen = new Set<number | undefined>();

    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          body.map((json) => JSON.stringify(json)),
          fc.string(),
        ),
        async (rawBody) => {
          const headers = { 'content-type': 'application/json' };
          const { status } = await api.call('POST /v1/runs/{run}/metrics', { rawBody, headers });
          seen.add(status);
          expect(status).toBeLessThan(500);
        },
      ),
      { numRuns: 10_000, endOnFailure: true },
    );

    // Both sides of the door were tried.
    expect([...seen]).toEqual(expect.arrayContaining([200, 400]));
    expect(api.surroundings.logged).toEqual([]);
  }, 60_000);
});
