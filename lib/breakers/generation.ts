import type { Breaker } from './breaker.ts';

/** Who is named for what nobody ordered. */
const AUTOMATIC = 'artisan';

/** The next generation, without what belonged to the state before. */
export function nextGeneration(
  breaker: Breaker,
  { by = AUTOMATIC, now, reason }: { readonly by?: string; readonly now: number; readonly reason: string },
): Breaker {
  return {
    ...breaker,
    generation: breaker.generation + 1,
    probe: undefined,
    forced: undefined,
    changed: { by, at: now, reason },
  };
}
