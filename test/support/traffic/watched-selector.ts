import { ordered } from '../../../lib/breakers/machine.ts';
import type { BreakerOrder } from '../../../lib/contracts/breakers.ts';
import { aTrafficConfig } from './fakes.ts';
import { aSelector } from './selector.ts';

export const PAST_THE_CACHE_MS = 1_000;
const { breaker: policy } = aTrafficConfig();

/** A selector, and a hand on its breakers that every container has seen. */
export function aWatchedSelector(change: Parameters<typeof aSelector>[0] = {}) {
  const world = aSelector(change);
  const { breakers, clock } = world;
  const order = async (state: BreakerOrder, ...models: readonly string[]) => {
    for (const model of models) {
      const from = breakers.at(model);
      const moment = { policy, now: clock.now(), chance: 0 };
      const to = ordered(from, { state, by: 'ada', reason: 'test' }, moment);
      if (to) await breakers.transition(from, to, `${model}-${from.generation}-${state}`);
    }
    clock.time += PAST_THE_CACHE_MS;
  };
  const failQwen = async () => {
    const outcome = { models: ['qwen'], status: 'error', latencyMs: 1, selectedAt: clock.now() } as const;
    await world.reports.recordOutcomes(
      Array.from({ length: 20 }, (_, i) => ({ ...outcome, nonce: `f${i}` })),
    );
    clock.time += PAST_THE_CACHE_MS;
  };
  return { ...world, order, failQwen };
}
