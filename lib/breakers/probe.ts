import { admissionAt, type Breaker } from './breaker.ts';
import { nextGeneration } from './generation.ts';
import type { Moment } from './machine.ts';

/** Lets `owner` through as the one probe. Undefined when there is no place for one. */
export function withProbe(breaker: Breaker, owner: string, { policy, now }: Moment): Breaker | undefined {
  if (admissionAt(breaker, now) !== 'probe') return undefined;
  const probe = { owner, until: now + policy.probe_lease_ms };
  return { ...nextGeneration(breaker, { now, reason: 'a probe is on its way' }), state: 'half_open', probe };
}

/** Gives back the place of a probe that will never be sent, for another one. */
export function withoutProbe(breaker: Breaker, { now }: Moment): Breaker {
  return { ...nextGeneration(breaker, { now, reason: 'the probe went elsewhere' }), state: 'half_open' };
}
