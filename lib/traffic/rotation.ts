import type { Mode } from '../contracts/mode.ts';
import { totalOf, type Weights } from './weights.ts';

/**
 * The mode at one position of smooth weighted round robin: each turn every mode gains its weight, the one with
 * most is taken and pays the total. Over `total` turns each mode comes exactly `weight` times, interleaved.
 * Source: nginx, ngx_http_upstream_round_robin.c (smooth weighted round-robin balancing).
 * @param turn a counter shared by all containers, from 0
 */
export function modeAtTurn(weights: Weights, turn: number): Mode {
  const sequence = cycleOf(weights);
  const mode = sequence[turn % sequence.length];
  if (mode === undefined)
    throw new RangeError(`No mode at turn ${turn} of weights ${JSON.stringify(weights)}`);
  return mode;
}

/** One whole cycle. Weights sum to 100, so it is at most 100 entries: cheap to keep per weights object. */
const cycles = new WeakMap<Weights, readonly Mode[]>();

function cycleOf(weights: Weights): readonly Mode[] {
  const known = cycles.get(weights);
  if (known) return known;
  const cycle = smoothCycle(Object.entries(weights), totalOf(weights));
  cycles.set(weights, cycle);
  return cycle;
}

function smoothCycle(entries: readonly (readonly [Mode, number])[], total: number): readonly Mode[] {
  const credits = entries.map(([mode, weight]) => ({ mode, weight, credit: 0 }));
  return Array.from({ length: total }, () => {
    for (const entry of credits) entry.credit += entry.weight;
    const richest = credits.reduce((best, entry) => (entry.credit > best.credit ? entry : best));
    richest.credit -= total;
    return richest.mode;
  });
}
