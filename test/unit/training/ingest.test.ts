import fc from 'fast-check';
import type { TrainingConfig } from '../../../lib/contracts/training-config.ts';
import { decodeState, encodeState } from '../../../lib/training/codec.ts';
import type { Finding } from '../../../lib/training/finding.ts';
import { initialState, type TrainingState } from '../../../lib/training/training-state.ts';
import { batchOf, batchOfRows, take, type TestRow } from '../../support/training/batches.ts';
import { aTrainingConfig } from '../../support/training/config.ts';

const SHORT = aTrainingConfig();

/** Values that detectors have opinions about, and some that are no numbers. */
const value = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: -5, max: 5, noNaN: true }) },
  { weight: 2, arbitrary: fc.constantFrom(0.2, 60, 500, 1e9) },
  { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity, 1e300, -0) },
);

const metrics = fc.record(
  { reward: value, loss: value, kl: value, episode_reward: value, entropy_coef: value, grad_norm: value },
  { requiredKeys: ['reward', 'loss'] },
);

/** Rows of ascending steps, with gaps. */
const history = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 3 }), metrics), { minLength: 1, maxLength: 60 })
  .map((rows) => {
    let step = -1;
    return rows.map(([gap, values]): TestRow => ({ ...values, step: (step += gap) }));
  });

interface Read {
  readonly state: TrainingState;
  readonly findings: readonly Finding[];
  readonly accepted: number;
}

function readAll(batches: readonly (readonly TestRow[])[], config: TrainingConfig): Read {
  let read: Read = { state: initialState(config), findings: [], accepted: 0 };
  for (const rows of batches.filter(({ length }) => length > 0)) {
    // Between two batches a state is bytes.
    const state = decodeState(encodeState(read.state));
    const { findings, accepted, ...next } = take(state, batchOfRows(rows), config);
    read = {
      state: next.state,
      findings: [...read.findings, ...findings],
      accepted: read.accepted + accepted,
    };
  }
  return read;
}

function cutAt(rows: readonly TestRow[], cuts: readonly number[]): TestRow[][] {
  const bounds = [0, ...cuts.map((cut) => cut % rows.length).sort((one, other) => one - other), rows.length];
  return bounds.slice(1).map((end, index) => rows.slice(bounds[index], end));
}

/** Fewer or more of the same, by a number that stands for a random choice. */
const shuffled = (rows: readonly TestRow[], seed: number): TestRow[] =>
  rows.toSorted((one, other) => ((one.step * seed) % 101) - ((other.step * seed) % 101));

describe('reading batches', () => {
  it('gives the same state and findings for any batching, order within a batch and duplicates', () => {
    const cuts = fc.array(fc.nat(), { maxLength: 8 });
    fc.assert(
      fc.property(history, cuts, fc.integer({ min: 1, max: 100 }), (rows, cutsAt, seed) => {
        const whole = readAll([rows], SHORT);
        const batches = cutAt(rows, cutsAt);
        // Each batch again after itself, and with the rows of the one before it among its own.
        const repeated = batches.flatMap((batch, index) => {
          const overlapping = shuffled([...(batches[index - 1] ?? []), ...batch, ...batch], seed);
          return [overlapping, batch];
        });

        const pieces = readAll(repeated, SHORT);

        expect(pieces).toEqual(whole);
        expect(whole.accepted).toBe(rows.length);
      }),
    );
  });

  it('does so with figures that are renewed now and then', () => {
    const config = aTrainingConfig({ update_frequency: 7 });
    fc.assert(
      fc.property(history, fc.array(fc.nat(), { maxLength: 8 }), (rows, cuts) => {
        expect(readAll(cutAt(rows, cuts), config)).toEqual(readAll([rows], config));
      }),
    );
  });

  it('changes nothing for a batch that is older than one already taken, seen before or not', () => {
    fc.assert(
      fc.property(history, history, (rows, others) => {
        const { state } = readAll([rows], SHORT);
        const older = others.map((row) => ({ ...row, step: row.step % (state.lastStep + 1) }));

        const result = take(state, batchOfRows(older), SHORT);

        expect(result.state).toBe(state);
        expect([result.accepted, result.duplicates, result.findings]).toEqual([0, older.length, []]);
      }),
    );
  });

  it('never lets into a window or a sum what is not finite', () => {
    fc.assert(
      fc.property(history, (rows) => {
        const { state, findings } = readAll([rows], SHORT);

        const kept = [state.rewards, state.losses, state.kls, state.episodes].flatMap(({ values }) => [
          ...values,
        ]);
        const sums = Object.values(state.sums).flatMap(({ sum, carry }) => [sum, carry]);
        const figures = [state.figures.mean, state.figures.std];
        expect([...kept, ...sums, ...figures].filter((one) => !Number.isFinite(one))).toEqual([]);
        const divergent = rows.filter((row) =>
          Object.entries(row).some(([name, one]) => name !== 'step' && !(Math.abs(one) <= 1e150)),
        );
        const first = divergent.slice(0, 32).map(({ step }) => step);
        const found = findings.filter(({ kind }) => kind === 'divergence').map(({ step }) => step);
        expect(found.slice(0, 32)).toEqual(first);
      }),
    );
  });
});

describe('one batch', () => {
  const CALM = { reward: 4, loss: 0.5 };

  it('lets the first value of a step win', () => {
    const rows = [
      { ...CALM, step: 1, reward: 5 },
      { ...CALM, step: 0 },
      { ...CALM, step: 1, reward: 99 },
    ];

    const result = take(initialState(SHORT), batchOfRows(rows), SHORT);

    expect([...result.state.rewards.values]).toEqual([4, 5]);
    expect([result.accepted, result.duplicates, result.latest['reward']]).toEqual([2, 1, 5]);
  });

  it('normalises each row, those too that were taken before', () => {
    const bootstrap = (reward: number) => reward - 3;
    const first = take(initialState(SHORT), batchOfRows([{ ...CALM, step: 5 }]), SHORT);
    const rows = [5, 7, 3, 7, 6].map((step) => ({ ...CALM, step, reward: step }));

    const { normalized } = take(first.state, batchOfRows(rows), SHORT);

    expect([...normalized]).toEqual([5, 7, 3, 7, 6].map(bootstrap));
  });

  it('leaves rewards as they are when normalising is switched off', () => {
    const config = { ...SHORT, reward_normalization: { ...SHORT.reward_normalization, enabled: false } };

    const { normalized } = take(initialState(config), batchOf({ reward: [1e6, -7], loss: [1, 1] }), config);

    expect([...normalized]).toEqual([1e6, -7]);
  });
});
