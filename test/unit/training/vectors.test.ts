import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { decayedAt } from '../../../lib/training/decay.ts';
import { initialState } from '../../../lib/training/training-state.ts';
import { batchOf, take } from '../../support/training/batches.ts';
import { GUIDE } from '../../support/training/config.ts';

function vectors<T>(name: string, schema: v.GenericSchema<unknown, T>): readonly T[] {
  return v.parse(v.array(schema), JSON.parse(readFileSync(`test/support/vectors/${name}.json`, 'utf8')));
}

const schedules = vectors(
  'schedule',
  v.object({
    strategy: v.picklist(['linear', 'cosine']),
    initial: v.number(),
    final: v.number(),
    decay_steps: v.number(),
    points: v.array(v.object({ step: v.number(), value: v.number() })),
  }),
);

const normalizers = vectors(
  'normalizer',
  v.object({
    window_size: v.number(),
    epsilon: v.number(),
    clip_range: v.number(),
    bootstrap_size: v.number(),
    bootstrap_mean: v.number(),
    bootstrap_std: v.number(),
    rewards: v.array(v.number()),
    after: v.array(
      v.object({
        index: v.number(),
        mean: v.number(),
        std: v.number(),
        count: v.number(),
        normalized: v.number(),
      }),
    ),
  }),
);

const detectors = vectors(
  'detector',
  v.object({
    name: v.string(),
    baseline_window: v.number(),
    window: v.number(),
    loss_spike_threshold: v.number(),
    reward_drop_threshold: v.number(),
    min_sigmas: v.number(),
    min_shift: v.number(),
    loss: v.array(v.number()),
    reward: v.array(v.number()),
    first_detection: v.nullable(v.object({ index: v.number(), kind: v.string() })),
  }),
);

function expectClose(actual: number, expected: number, tolerance: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance * Math.max(Math.abs(expected), 1e-3));
}

describe('the reference numbers of numpy', () => {
  it.each(schedules)('$strategy from $initial to $final', ({ strategy, points, ...decay }) => {
    for (const { step, value } of points) {
      expectClose(decayedAt(step, { ...decay, decay_strategy: strategy }), value, 1e-12);
    }
  });

  it.each(normalizers.map((normalizer, index) => ({ index, normalizer })))(
    'normaliser $index, in one batch up to each index',
    ({ normalizer: { rewards, after, ...figures } }) => {
      const config = {
        ...GUIDE,
        reward_normalization: { ...figures, enabled: true, update_frequency: 1 },
      };
      const tolerance = Math.abs(rewards[0] ?? 0) > 1e6 ? 1e-6 : 1e-9;

      for (const { index, mean, std, count, normalized } of after) {
        const reward = rewards.slice(0, index + 1);
        const result = take(initialState(config), batchOf({ reward, loss: reward.map(() => 0.5) }), config);

        expect(result.normalizer.count).toBe(count);
        expectClose(result.normalizer.mean, mean, 1e-12);
        expectClose(result.normalizer.std, std, tolerance);
        // At 1e8 the last digit of a mean is 1.5e-8, a millionth of a deviation; numpy's sum rounds it, too.
        const rounding = (2 * Number.EPSILON * Math.abs(mean)) / std;
        expect(Math.abs((result.normalized.at(-1) ?? NaN) - normalized)).toBeLessThan(rounding + 1e-9);
      }
    },
  );

  it.each(detectors)('detector: $name', ({ first_detection, loss, reward, ...rule }) => {
    const { rollback } = GUIDE.checkpoint_strategy;
    const windows = { window: rule.window, baseline_window: rule.baseline_window };
    const config = {
      ...GUIDE,
      checkpoint_strategy: {
        ...GUIDE.checkpoint_strategy,
        rollback: {
          ...rollback,
          min_sigmas: rule.min_sigmas,
          min_shift: rule.min_shift,
          loss_spike: { ...windows, threshold: rule.loss_spike_threshold },
          reward_drop: { ...windows, threshold: rule.reward_drop_threshold },
        },
      },
    };

    const { findings } = take(initialState(config), batchOf({ loss, reward }), config);

    const first = findings.find(({ kind }) => kind === 'loss_spike' || kind === 'reward_drop');
    expect(first && { index: first.step, kind: first.kind }).toEqual(
      first_detection ? { index: first_detection.index, kind: first_detection.kind } : undefined,
    );
  });
});
