import { setTimeout as delay } from 'node:timers/promises';
import type { RandomSource } from '../../../lib/shared/random.ts';

const FIRST_MS = 10;
const LONGEST_MS = 200;

/** Full jitter: twelve tries wait for less than a second together, on the average. */
export function createBackOff(random: RandomSource): (tries: number) => Promise<void> {
  return async (tries) => {
    await delay(random() * Math.min(FIRST_MS * 2 ** (tries - 1), LONGEST_MS));
  };
}
