import * as v from 'valibot';
import { metricsRequest } from '../../lib/contracts/metrics-request.ts';
import { decodeState, encodeState } from '../../lib/training/codec.ts';
import { initialState } from '../../lib/training/training-state.ts';
import { batchOf, batchOfRows, take } from '../support/training/batches.ts';
import { GUIDE } from '../support/training/config.ts';
import { gaussian } from '../support/training/random.ts';
import { seededRandom } from '../support/traffic/selector.ts';

const START = initialState(GUIDE);

const many = (length: number, value: number): number[] => Array<number>(length).fill(value);
const kindsOf = (reward: readonly number[], loss: readonly number[]) =>
  take(START, batchOf({ reward, loss }), GUIDE).findings.map(({ kind, step }) => [kind, step]);

describe('fault 20: a batch comes again, overlaps another, or is late', () => {
  const rows = Array.from({ length: 20 }, (_row, step) => ({ step, reward: step, loss: 1 }));

  it('counts the same batch once', () => {
    const once = take(START, batchOfRows(rows), GUIDE);

    const twice = take(once.state, batchOfRows(rows), GUIDE);

    expect([twice.accepted, twice.duplicates, twice.state]).toEqual([0, 20, once.state]);
  });

  it('counts of an overlapping batch the new steps only', () => {
    const first = take(START, batchOfRows(rows.slice(0, 12)), GUIDE);

    const second = take(first.state, batchOfRows(rows.slice(5)), GUIDE);

    expect([second.accepted, second.duplicates]).toEqual([8, 7]);
    expect(second.state).toEqual(take(START, batchOfRows(rows), GUIDE).state);
  });

  it('changes no window for steps that come after later ones', () => {
    const late = take(START, batchOfRows(rows.slice(10)), GUIDE);

    const early = take(late.state, batchOfRows(rows.slice(0, 10)), GUIDE);

    expect([early.accepted, early.duplicates, early.state]).toEqual([0, 10, late.state]);
  });
});

describe('fault 21: values that are no number, or hardly one', () => {
  const send = (values: string) => {
    const body = `{"attempt":1,"first_step":0,"columns":{"reward":${values},"loss":[1,1,1]}}`;
    return take(START, v.parse(metricsRequest, JSON.parse(body)).batch, GUIDE);
  };

  it.each([
    '[4,null,4]',
    '[4,"NaN",4]',
    '[4,"Infinity",4]',
    '[4,"-Infinity",4]',
    '[4,1e999,4]',
    '[4,1e300,4]',
  ])('finds the divergence in %s at its step, and keeps it out of every window', (values) => {
    const { findings, state, normalizer, sums, normalized, latest } = send(values);

    expect(findings.map(({ kind, step }) => [kind, step])).toEqual([['divergence', 1]]);
    expect([...state.rewards.values]).toEqual([4, 4]);
    expect([normalizer.count, sums.reward, latest['reward']]).toEqual([2, { count: 2, sum: 8 }, 4]);
    expect([...normalized]).toEqual([1, NaN, 1]);
  });

  it('takes -0 for 0 and the double next to 2^53 + 1', () => {
    const { state } = send('[-0,9007199254740993,1]');

    expect(Object.is(state.rewards.values[0], 0)).toBe(true);
    expect(state.rewards.values[1]).toBe(2 ** 53);
    expect(decodeState(encodeState(state))).toEqual(state);
  });

  it('names the first of many metrics that diverge at once', () => {
    const names = Array.from({ length: 30 }, (_name, index) => `metric_${String(index).padStart(2, '0')}`);
    const batch = batchOf({
      reward: [4],
      loss: [1],
      ...Object.fromEntries(names.map((name) => [name, [NaN]])),
    });

    const { findings } = take(START, batch, GUIDE);

    expect(findings.map(({ detail }) => detail)).toEqual([
      'metric_00 is NaN, metric_01 is NaN, metric_02 is NaN, metric_03 is NaN and 26 more',
    ]);
  });

  it('goes on counting after a run that diverged in every step, and says so a bounded number of times', () => {
    const diverged = take(START, batchOf({ reward: many(5_000, NaN), loss: many(5_000, Infinity) }), GUIDE);
    const healthy = take(diverged.state, batchOf({ reward: many(200, 4), loss: many(200, 1) }, 5_000), GUIDE);
    const again = take(healthy.state, batchOf({ reward: [NaN], loss: [1] }, 5_200), GUIDE);

    expect([diverged.accepted, diverged.findings.length]).toEqual([5_000, 32]);
    expect(diverged.findings[0]?.detail).toBe('loss is Infinity, reward is NaN');
    expect([healthy.findings, healthy.normalizer.count]).toEqual([[], 200]);
    expect(again.findings.map(({ step }) => step)).toEqual([5_200]);
  });
});

describe('fault 22: constant values, then some a little off', () => {
  it.each([0, 4, -4, 1e9])('divides by nothing and finds nothing about %p', (constant) => {
    const off = [1e-9, -1e-9, 5e-7, -5e-7];
    const values = [...many(1_500, constant), ...off.flatMap((epsilon) => many(150, constant + epsilon))];

    const result = take(START, batchOf({ reward: values, loss: values }), GUIDE);

    const shifts = result.findings.filter(({ kind }) => kind !== 'reward_ceiling' && kind !== 'runaway');
    expect(shifts).toEqual([]);
    expect(result.normalized.subarray(100, 1_500).every((one) => one === 0)).toBe(true);
    expect(result.normalized.every((one) => Math.abs(one) <= 10)).toBe(true);
  });
});

describe('fault 23: what is a shift, and what is not', () => {
  const random = seededRandom(5);
  const noise = (length: number, mean: number, deviation: number) =>
    Array.from({ length }, () => mean + deviation * gaussian(random));

  it('is not one outlier', () => {
    const loss = [...noise(1_200, 0.5, 0.1), 10, ...noise(1_500, 0.5, 0.1)];
    const reward = [...noise(1_200, 4, 0.5), -40, ...noise(1_500, 4, 0.5)];

    expect(kindsOf(reward, loss)).toEqual([]);
  });

  it('is a level that jumps, within the newest hundred', () => {
    const loss = [...noise(1_500, 0.5, 0.1), ...noise(500, 1.5, 0.1)];
    const [first, ...rest] = kindsOf(many(2_000, 4), loss);

    expect(first?.[0]).toBe('loss_spike');
    expect(Number(first?.[1]) - 1_500).toBeGreaterThan(40);
    expect(Number(first?.[1]) - 1_500).toBeLessThan(60);
    expect(rest).toEqual([]);
  });

  it('is not a drift that takes as long as the baseline', () => {
    const loss = noise(5_000, 0, 0.05).map((value, step) => 0.5 + step / 10_000 + value);

    expect(kindsOf(many(5_000, 4), loss)).toEqual([]);
  });

  it('is a drop below a negative baseline, and none about it', () => {
    const calm = noise(1_500, -10, 0.5);

    expect(kindsOf(calm, many(1_500, 1))).toEqual([]);
    expect(kindsOf([...calm, ...noise(300, -16, 0.5)], many(1_800, 1))[0]?.[0]).toBe('reward_drop');
  });
});

describe('fault 26: a long history', () => {
  // `npm run bench -- ingest` takes it to a million steps, and measures the time of a batch, too.
  it('leaves as many bytes after a hundred thousand steps as after five thousand', () => {
    const columns = { reward: many(5_000, 4), loss: many(5_000, 1) };
    const sizes: number[] = [];
    let state = START;
    for (let steps = 0; steps < 100_000; steps += 5_000) {
      ({ state } = take(state, batchOf(columns, steps), GUIDE));
      sizes.push(encodeState(state).length);
    }

    expect(new Set(sizes).size).toBe(1);
    expect(sizes[0]).toBeLessThan(20_000);
  });
});
