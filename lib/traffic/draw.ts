import type { Mode } from '../contracts/mode.ts';
import { totalOf, type Weights } from './weights.ts';

/**
 * The mode whose cumulative range holds the point: one draw, ranges laid end to end, so a weight of 0 is an empty
 * range. Not a chain of draws, which would skew the later modes.
 * @param point in [0, 1)
 */
export function drawMode(weights: Weights, point: number): Mode {
  const target = point * totalOf(weights);
  let end = 0;
  for (const [mode, weight] of Object.entries(weights)) {
    end += weight;
    if (target < end) return mode;
  }
  throw new RangeError(`No mode at ${point}: weights ${JSON.stringify(weights)} have to be positive in sum`);
}
