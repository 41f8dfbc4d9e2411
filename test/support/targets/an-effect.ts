import type { Effect } from '../../../lib/targets/ports.ts';

/** With all the time there is, and nobody who has taken the lock. */
export function anEffect(id = 'effect-1', over: Partial<Effect> = {}): Effect {
  return { id, until: Infinity, confirm: () => Promise.resolve(), ...over };
}
