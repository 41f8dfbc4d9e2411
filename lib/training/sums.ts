import type { RunItem } from '../contracts/run-item.ts';

/** Metrics whose mean between two checkpoints is asked for. */
export const SUMMED = ['reward', 'loss', 'kl', 'episode_reward'] as const;

export type SummedMetric = (typeof SUMMED)[number];

/** `sum + carry` is the sum of `count` finite values. */
export interface RunningSum {
  readonly count: number;
  readonly sum: number;
  /** What rounding has taken from `sum`. */
  readonly carry: number;
}

export type Sums = Readonly<Record<SummedMetric, RunningSum>>;

const NOTHING: RunningSum = { count: 0, sum: 0, carry: 0 };

export const NO_SUMS: Sums = { reward: NOTHING, loss: NOTHING, kl: NOTHING, episode_reward: NOTHING };

/**
 * One more value. What rounding takes is carried along, so a million values cost no digit, however they come.
 * Source: Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54 (1974).
 */
export class CompensatedSum {
  #count: number;
  #sum: number;
  #carry: number;

  constructor({ count, sum, carry }: RunningSum) {
    this.#count = count;
    this.#sum = sum;
    this.#carry = carry;
  }

  get state(): RunningSum {
    return { count: this.#count, sum: this.#sum, carry: this.#carry };
  }

  add(value: number): void {
    const sum = this.#sum + value;
    this.#carry += Math.abs(this.#sum) >= Math.abs(value) ? this.#sum - sum + value : value - sum + this.#sum;
    this.#sum = sum;
    this.#count += 1;
  }
}

/** As the run's item and a checkpoint's record keep them. */
export function totalsOf(sums: Sums): RunItem['sums'] {
  const total = ({ count, sum, carry }: RunningSum) => ({ count, sum: sum + carry });
  return {
    reward: total(sums.reward),
    loss: total(sums.loss),
    kl: total(sums.kl),
    episode_reward: total(sums.episode_reward),
  };
}

/** The other direction, for a run whose windows are lost. */
export function sumsFrom(totals: RunItem['sums']): Sums {
  const sum = ({ count, sum }: RunItem['sums'][SummedMetric]) => ({ count, sum, carry: 0 });
  return {
    reward: sum(totals.reward),
    loss: sum(totals.loss),
    kl: sum(totals.kl),
    episode_reward: sum(totals.episode_reward),
  };
}
