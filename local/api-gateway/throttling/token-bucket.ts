import type { Clock } from '../../clock/clock.ts';
import type { Throttle } from '../template/api-model.ts';

/** Full at first; says whether there was a token left to take. */
export function createTokenBucket({ rate, burst }: Throttle, clock: Clock): () => boolean {
  let tokens = burst;
  let countedAt = clock.now();
  return () => {
    const now = clock.now();
    tokens = Math.min(burst, tokens + (Math.max(0, now - countedAt) / 1000) * rate);
    countedAt = now;
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
