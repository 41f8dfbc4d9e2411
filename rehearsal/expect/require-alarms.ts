import type { Scenario } from '../../lib/config/schemas/rehearsals/sections.ts';
import type { Seen } from '../events/launch-event.ts';

/**
 * What is expected of an alarm that a stage does not have can not fail.
 * @throws Error with the names of those
 */
export function requireAlarms(
  expected: Scenario['expect']['events'],
  seen: readonly Pick<Seen, 'event' | 'of'>[],
): void {
  const known = new Set(seen.flatMap(({ event, of }) => (event === 'alarm' ? [of] : [])));
  const named = Object.values(expected).flatMap(({ event, of = [], not_of }) =>
    event === 'alarm' ? [of, not_of].flat() : [],
  );
  const unknown = named.filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new Error(`The stage has no alarm ${unknown.join(', ')}; it has ${[...known].sort().join(', ')}`);
}
