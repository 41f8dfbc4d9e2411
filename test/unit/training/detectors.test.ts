import { AlertGate, CALM, REARMED_AFTER } from '../../../lib/training/alert.ts';
import type { Finding } from '../../../lib/training/finding.ts';
import { initialState, rebase, type TrainingState } from '../../../lib/training/training-state.ts';
import { batchOf, batchOfRows, NOON, take } from '../../support/training/batches.ts';
import { aTrainingConfig, GUIDE } from '../../support/training/config.ts';

const SHORT = aTrainingConfig();

const many = (length: number, value: number): number[] => Array<number>(length).fill(value);
const view = (findings: readonly Finding[]) => findings.map(({ kind, step }) => [kind, step]);

/** Reads columns after one another; a column that is left out is calm. */
function readAfter(
  state: TrainingState,
  columns: Readonly<Record<string, readonly number[]>>,
  config = SHORT,
) {
  const length = Math.max(...Object.values(columns).map((values) => values.length));
  const calm = { reward: many(length, 4), loss: many(length, 0.5) };
  return take(state, batchOf({ ...calm, ...columns }, state.lastStep + 1), config);
}

describe('an alert', () => {
  it('is given once, and again only after it was calm for a hundred values in a row', () => {
    const gate = new AlertGate(CALM);
    const observe = (count: number, isActive: boolean) =>
      Array.from({ length: count }, () => gate.observe(isActive)).filter(Boolean).length;

    expect(observe(5_000, true)).toBe(1);
    expect(observe(REARMED_AFTER - 1, false) + observe(1, true)).toBe(0);
    expect(observe(REARMED_AFTER, false) + observe(5_000, true)).toBe(1);
  });
});

describe('a loss spike', () => {
  it('is found at its step inside a batch, and reported once while it lasts', () => {
    const { findings } = readAfter(initialState(SHORT), { loss: [...many(16, 0.5), ...many(60, 5)] });

    expect(view(findings)).toEqual([['loss_spike', 16]]);
    expect(findings[0]?.detail).toBe('losses average 1.625 over the last 4, 0.5 before');
  });

  it('is found again after a rollback, once the windows are full of the new attempt', () => {
    const { state } = readAfter(initialState(SHORT), { loss: many(16, 0.5) });
    const again = rebase(state, 7);
    const spike = [...many(8, 0.5), ...many(7, 5), ...many(20, 50)];

    const { findings } = readAfter(again, { loss: spike });

    // Step 8 is the first of the new attempt: the sixteenth is 23, with 5 before and 50 after.
    expect(view(findings)).toEqual([['loss_spike', 23]]);
  });
});

describe('a rollback', () => {
  it('goes on with the normaliser and the sums of the checkpoint, and counts from its step', () => {
    const saved = readAfter(initialState(SHORT), { reward: many(30, 6) });

    const state = rebase(saved.state, 20);

    const { accepted, duplicates, normalizer, sums } = take(
      state,
      batchOfRows([19, 20, 21].map((step) => ({ step, reward: 6, loss: 1 }))),
      SHORT,
    );
    expect([accepted, duplicates]).toEqual([1, 2]);
    expect(normalizer).toEqual({ mean: 6, std: 1e-8, count: 20 });
    expect(sums.reward).toEqual({ count: 31, sum: 186 });
  });
});

describe('a runaway', () => {
  const RUNAWAY = { reward_mean: 100, reward_std: 50, kl: 0.1 };

  it.each([
    ['mean', { episode_reward: many(6, 101) }, 5],
    ['scatter', { episode_reward: [0, 0, 0, 0, 150, 150] }, 5],
    ['KL', { kl: many(6, 0.11) }, 5],
  ])('is found by the %s of the newest episodes, once there are enough', (_name, columns, step) => {
    const { findings } = readAfter(initialState(SHORT), columns);

    expect(view(findings).filter(([kind]) => kind === 'runaway')).toEqual([['runaway', step]]);
  });

  it('is not found at the limits themselves', () => {
    const { reward_mean, kl } = RUNAWAY;
    const atLimits = { episode_reward: many(50, reward_mean), kl: many(50, kl) };

    const { findings } = readAfter(initialState(SHORT), atLimits);

    expect(findings.filter(({ kind }) => kind === 'runaway')).toEqual([]);
  });

  it('is judged by the rewards of steps only until the run reports episodes', () => {
    const before = readAfter(initialState(SHORT), { reward: many(6, 101) });
    expect(view(before.findings)).toContainEqual(['runaway', 5]);

    const rows = Array.from({ length: 40 }, (_row, step) => ({
      step,
      reward: 1_000,
      loss: 1,
      ...(step % 2 === 0 ? { episode_reward: 15 } : {}),
    }));
    const { findings, state } = take(initialState(SHORT), batchOfRows(rows), SHORT);

    expect(findings.filter(({ kind }) => kind === 'runaway')).toEqual([]);
    expect([...state.episodes.values]).toEqual(many(6, 15));
  });
});

describe('warnings', () => {
  it('come above the KL that warns and above the ceiling, not at them', () => {
    const { findings } = readAfter(initialState(SHORT), {
      kl: [0.05, 0.051, 0.06],
      reward: [50, 50, 50.1],
      episode_reward: [50, 51, 15],
    });

    expect(view(findings)).toEqual([
      ['kl_warning', 1],
      ['reward_ceiling', 1],
      ['reward_ceiling', 2],
    ]);
  });
});

describe('entropy that should fall', () => {
  const MINUTE = 60_000;
  /** A batch of ten steps every five minutes, for so long. */
  function runFor(minutes: number, coefficientAt: (step: number) => number, state = initialState(GUIDE)) {
    const found: (readonly [string, number])[] = [];
    for (let minute = 5; minute <= minutes; minute += 5) {
      const rows = Array.from({ length: 10 }, (_row, index) => {
        const step = state.lastStep + 1 + index;
        return { step, reward: 4, loss: 1, entropy_coef: coefficientAt(step) };
      });
      const result = take(state, batchOfRows(rows), GUIDE, { now: NOON + minute * MINUTE });
      state = result.state;
      found.push(...result.findings.map(({ kind }) => [kind, minute] as const));
    }
    return { found, state };
  }

  it('is stuck when it is what it was an hour ago, and reported once', () => {
    expect(runFor(180, () => 0.02).found).toEqual([['entropy_stuck', 65]]);
  });

  it('is not while it falls, nor at its final value', () => {
    expect(runFor(180, (step) => 0.02 - step / 1e6).found).toEqual([]);
    expect(runFor(180, () => 0.005).found).toEqual([]);
  });

  it('is not within an hour of a rollback', () => {
    const { state } = runFor(55, () => 0.02);

    const { found } = runFor(60, () => 0.02, rebase(state, 0));

    expect(found).toEqual([]);
  });

  it('is by what the trainer was told when it reports nothing itself', () => {
    const overrides = { entropy_coef: { value: 0.01, by: 'ann', at: NOON, reason: 'to explore' } };
    let state = initialState(GUIDE);
    const kinds = [0, 30, 61, 62].flatMap((minute, index) => {
      const batch = batchOf({ reward: [4], loss: [1] }, index);
      const result = take(state, batch, GUIDE, { now: NOON + minute * MINUTE, overrides });
      state = result.state;
      return result.findings.map(({ kind }) => [kind, minute]);
    });

    expect(kinds).toEqual([['entropy_stuck', 61]]);
  });

  it('remembers an hour in a few samples, and survives a clock that goes back', () => {
    const { state } = runFor(600, () => 0.02);
    expect(state.entropy.length).toBeLessThanOrEqual(14);

    const early = take(state, batchOf({ reward: [4], loss: [1] }, state.lastStep + 1), GUIDE);

    const times = early.state.entropy.map(({ at }) => at);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
  });
});
