/** The entropy coefficient as of a time. */
export interface EntropySample {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly step: number;
  readonly coefficient: number;
}

const HOUR_MS = 3_600_000;
/** One sample in this time: an hour is remembered in some 200 bytes, and looked back on to within this. */
const SAMPLE_MS = 300_000;

/**
 * Whether the coefficient that should fall does not: at least its value an hour ago, while steps grew, and still above
 * its final value. A rollback empties the memory, so that the hour begins anew with it.
 */
export function isEntropyStuck(
  samples: readonly EntropySample[],
  now: EntropySample,
  final: number,
): boolean {
  const before = samples.findLast(({ at }) => at <= now.at - HOUR_MS);
  if (before === undefined) return false;
  return now.coefficient >= before.coefficient && now.step > before.step && now.coefficient > final;
}

/**
 * The memory with one more sample: the newest of each five minutes, back to the one that is an hour old. A clock that
 * goes back does not bring order into disorder: such a sample counts as of the newest time there is.
 */
export function rememberEntropy(
  samples: readonly EntropySample[],
  sample: EntropySample,
): readonly EntropySample[] {
  const newest = samples.at(-1);
  const at = Math.max(sample.at, newest?.at ?? sample.at);
  const isSameSpan = newest !== undefined && spanOf(newest.at) === spanOf(at);
  const all = [...(isSameSpan ? samples.slice(0, -1) : samples), { ...sample, at }];
  const hourOld = all.findLastIndex((one) => one.at <= at - HOUR_MS);
  return all.slice(Math.max(hourOld, 0));
}

const spanOf = (at: number): number => Math.floor(at / SAMPLE_MS);
