import { withEffect, type RunbookOrder } from '../shared/runbook-order.ts';
import type { Breaker, ForcedOver } from './breaker.ts';
import { nextGeneration } from './generation.ts';

/** Forced, by whom? Nobody's: undefined. */
export function forcedBy({ state, changed }: Breaker): Breaker['changed'] {
  return state === 'forced_open' || state === 'forced_closed' ? changed : undefined;
}

/** Open until its order is taken back, with what it takes the place of. */
export function forcedOpen(breaker: Breaker, order: RunbookOrder, now: number): Breaker {
  return {
    ...nextGeneration(breaker, { by: order.by, now, reason: order.reason }),
    state: 'forced_open',
    forced: { executionId: order.executionId, before: standingOf(breaker) },
    effects: withEffect(breaker, order),
  };
}

/**
 * What stood before the order, as it stood: the same series, so that what was counted counts, and the same wait. A
 * probe that was on its way is over; another one may go. Undefined when the order does not stand any more.
 */
export function putBack(breaker: Breaker, order: RunbookOrder, now: number): Breaker | undefined {
  const { forced } = breaker;
  if (forced?.executionId !== order.executionId) return undefined;
  const { state, ...before } = forced.before;
  return {
    ...nextGeneration(breaker, { by: order.by, now, reason: order.reason }),
    ...before,
    state: state === 'half_open' ? 'open' : state,
    effects: withEffect(breaker, order),
  };
}

function standingOf({ state, openings, backoffMs, nextAttemptAt }: Breaker): ForcedOver {
  return { state, openings, backoffMs, nextAttemptAt };
}
