import type { RawLog } from './raw-log.ts';

/** The batches of a log that were taken, as far as this looks at them. */
export type Latencies = readonly (Pick<RawLog['batches'][number], 'sent_at' | 'answered_at'> & {
  readonly outcomes: readonly { readonly mode: string; readonly latency_ms: number }[];
})[];

/** Equal parts of time, in milliseconds, the first of which begins at `from`. */
export interface Periods {
  readonly from: number;
  readonly lengthMs: number;
}

interface Range {
  readonly least: number;
  readonly most: number;
}

/** Values of one period: of batches that lie in it, and of each batch that may have counted in another one. */
interface Period {
  readonly sure: number[];
  readonly unsure: (readonly number[])[];
}

/**
 * Between what the worst p95 of a period lies, in milliseconds: a rank is between two values, and a batch that was on its
 * way at a turn belongs to any of the periods from when it was sent to when it was answered. Never too narrow: each period
 * is looked at by itself, as if others left it what suits it. Nothing lies in between when there is nothing of that mode.
 */
export function worstP95(batches: Latencies, mode: string, { from, lengthMs }: Periods): Range {
  const periods = new Map<number, Period>();
  for (const { sent_at, answered_at, outcomes } of batches) {
    const values = outcomes.filter((one) => one.mode === mode).map(({ latency_ms }) => latency_ms);
    const [first, last] = [sent_at, answered_at].map((at) => Math.floor((at - from) / lengthMs));
    for (let index = first ?? NaN; index <= (last ?? NaN) && values.length > 0; index += 1) {
      const period = periods.get(index) ?? { sure: [], unsure: [] };
      if (first === last) for (const value of values) period.sure.push(value);
      else period.unsure.push(values);
      periods.set(index, period);
    }
  }
  const ranges = [...periods.values()].map(rangeOf);
  return {
    least: Math.max(...ranges.map(({ least }) => least)),
    most: Math.max(...ranges.map(({ most }) => most)),
  };
}

/**
 * Of N values, of which c are at most x, the one before the rank ceil(0.95 N) is at most x when 100 (c + 1) >= 95 N; of
 * which b are below x, the one after it is at least x when 100 (b - 1) < 95 N. Both are sums over batches: the best choice
 * takes each batch that helps, and no other.
 */
function rangeOf({ sure, unsure }: Period): Range {
  const values = [sure, ...unsure].flat().sort((one, other) => one - other);
  const balance = (some: readonly number[], counts: (value: number) => boolean) =>
    100 * some.filter(counts).length - 95 * some.length;
  const best = (choose: typeof Math.max, counts: (value: number) => boolean) =>
    unsure.reduce((sum, some) => sum + choose(0, balance(some, counts)), balance(sure, counts));
  return {
    // A period that may be empty is not the worst.
    least:
      sure.length === 0
        ? -Infinity
        : firstThat(values, (x) => best(Math.max, (value) => value <= x) + 100 >= 0),
    most: firstThat(values.toReversed(), (x) => best(Math.min, (value) => value < x) - 100 < 0),
  };
}

/** Of values in an order in which all those after one that holds do, too. */
function firstThat(values: readonly number[], holds: (value: number) => boolean): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(values[middle] ?? NaN)) high = middle;
    else low = middle + 1;
  }
  return values[low] ?? NaN;
}
