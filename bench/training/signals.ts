import type { MetricsBatch } from '../../lib/contracts/metrics-batch.ts';

/** Numbers that look random and are the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Rewards that drift from 3 to 5 with a deviation of 0.5, about an offset. */
export function driftingRewards(length: number, offset: number): Float64Array {
  const random = seeded(3);
  const gaussian = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Float64Array.from(
    { length },
    (_reward, index) => offset + 3 + (2 * index) / length + gaussian() / 2,
  );
}

/** What a trainer sends: six metrics of so many steps from `firstStep` on. Nothing about them is a finding. */
export function aBatch(firstStep: number, size: number): MetricsBatch {
  const random = seeded(firstStep + 1);
  const column = (mean: number, width: number) => ({
    values: Float64Array.from({ length: size }, () => mean + width * (random() - 0.5)),
  });
  return {
    steps: Float64Array.from({ length: size }, (_step, index) => firstStep + index),
    columns: new Map([
      ['reward', column(4, 1)],
      ['loss', column(0.5, 0.2)],
      ['kl', column(0.02, 0.01)],
      ['episode_reward', column(15, 4)],
      ['entropy', column(2, 0.1)],
      ['value_loss', column(1, 0.2)],
    ]),
  };
}
