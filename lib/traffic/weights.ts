import { createHash } from 'node:crypto';
import type { Mode } from '../contracts/mode.ts';
import { InvalidWeightsError } from './errors.ts';

/** Integer weights by mode, in the order of the configuration. */
export type Weights = Readonly<Record<Mode, number>>;

const TOTAL = 100;

/**
 * The weights a change leads to: every configured mode named, those the change leaves out at 0.
 * @throws InvalidWeightsError unless they are integers >= 0 over configured modes that sum to 100.
 */
export function checkedWeights(change: Readonly<Record<string, number>>, modes: readonly Mode[]): Weights {
  const unknown = Object.keys(change).find((mode) => !modes.includes(mode));
  if (unknown !== undefined) {
    throw new InvalidWeightsError(`/weights/${unknown}`, `no such mode; configured: ${modes.join(', ')}`);
  }
  const weights = modes.map((mode) => [mode, Object.hasOwn(change, mode) ? (change[mode] ?? 0) : 0] as const);
  for (const [mode, weight] of weights) {
    if (!Number.isInteger(weight) || weight < 0) {
      throw new InvalidWeightsError(
        `/weights/${mode}`,
        `got ${weight}, allowed is an integer from 0 to ${TOTAL}`,
      );
    }
  }
  const sum = totalOf(Object.fromEntries(weights));
  if (sum !== TOTAL)
    throw new InvalidWeightsError('/weights', `they sum to ${sum}, they have to sum to ${TOTAL}`);
  return Object.fromEntries(weights);
}

export function totalOf(weights: Weights): number {
  return Object.values(weights).reduce((sum, weight) => sum + weight, 0);
}

export function sameWeights(one: Weights, other: Weights): boolean {
  return fingerprint(one) === fingerprint(other);
}

/** Eight hexadecimal digits that differ when the weights do; the order of modes does not count. */
export function fingerprint(weights: Weights): string {
  const canonical = Object.entries(weights).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(canonical)).digest('hex').slice(0, 8);
}
