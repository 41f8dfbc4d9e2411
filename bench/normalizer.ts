import { EMPTY_SERIES, LiveSeries } from '../lib/training/series.ts';
import { TrailingMoments } from '../lib/training/trailing-moments.ts';
import type { Bench, Row } from './bench.ts';
import { cpuMilliseconds } from './training/cpu.ts';
import { exact, twoPass, type Moments } from './training/moments.ts';
import { RunningMeanStd } from './training/running-mean-std.ts';
import { driftingRewards } from './training/signals.ts';

const REWARDS = 200_000;
const WINDOW = 1_000;
/** Every so many rewards the figures are compared with the exact ones. */
const COMPARED = 499;

/** Reads rewards one after another, and says the moments after each. */
type Reader = (rewards: Float64Array, say: (index: number, moments: Moments) => void) => void;

const READERS: Readonly<Record<string, Reader>> = {
  ours: (rewards, say) => {
    const series = new LiveSeries(EMPTY_SERIES, WINDOW, rewards.length);
    const moments = new TrailingMoments(series, { length: WINDOW, lag: 0 });
    for (let index = 0; index < rewards.length; index += 1) {
      series.push(rewards[index] ?? NaN);
      moments.pushed();
      say(index, moments);
    }
  },
  "numpy's formula": (rewards, say) => {
    for (let index = 0; index < rewards.length; index += 1) {
      say(index, twoPass(rewards.subarray(Math.max(index + 1 - WINDOW, 0), index + 1)));
    }
  },
  'Stable-Baselines3': (rewards, say) => {
    const running = new RunningMeanStd();
    for (let index = 0; index < rewards.length; index += 1) {
      running.update(rewards[index] ?? NaN);
      say(index, running);
    }
  },
};

export const normalizer: Bench = {
  title: 'Normaliser side by side',
  method:
    'Mean and deviation after each of 200,000 rewards that drift from 3 to 5 with a deviation of 0.5, in one process: the ' +
    "sliding window of 1,000 that ingest uses; numpy's formula, two passes over the window for each reward; and " +
    "Stable-Baselines3's RunningMeanStd re-made in TypeScript, whose statistics are those of the whole run. The error is the " +
    'largest relative one of the deviation against the exact one of the window, looked at every 499 rewards; of ' +
    'RunningMeanStd it says how far the run is from its newest thousand, not that it reckons wrongly.',
  run: () => {
    const [plain, offset] = [driftingRewards(REWARDS, 0), driftingRewards(REWARDS, 1e9)];
    const rows = Object.entries(READERS).flatMap(([name, reader]): Row[] => [
      { name: `${name}: time a reward`, figure: nanosecondsPerReward(reader, plain), unit: 'ns' },
      errorRow(`${name}: error`, worstError(reader, plain)),
      errorRow(`${name}: error with an offset of 1e9`, worstError(reader, offset)),
    ]);
    return Promise.resolve(rows);
  },
};

function errorRow(name: string, figure: number): Row {
  return { name, figure, unit: '', ...(name.startsWith('ours') && { limit: { atMost: 1e-9 } }) };
}

function nanosecondsPerReward(reader: Reader, rewards: Float64Array): number {
  let sum = 0;
  const use = (_index: number, { mean, deviation }: Moments) => {
    sum += mean + deviation;
  };
  reader(rewards.subarray(0, 20_000), use);
  const milliseconds = cpuMilliseconds(() => {
    reader(rewards, use);
  });
  if (!Number.isFinite(sum)) throw new Error('The figures are not finite');
  return (milliseconds * 1e6) / rewards.length;
}

function worstError(reader: Reader, rewards: Float64Array): number {
  let worst = 0;
  reader(rewards, (index, { deviation }) => {
    if (index < WINDOW || index % COMPARED !== 0) return;
    const truth = exact(rewards.subarray(index + 1 - WINDOW, index + 1)).deviation;
    worst = Math.max(worst, Math.abs(deviation / truth - 1));
  });
  return worst;
}
