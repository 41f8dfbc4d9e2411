import type { HeldLock } from '../contracts/lock-item.ts';
import type { TrafficConfig } from '../contracts/traffic-config.ts';
import type { Clock } from '../shared/clock.ts';
import { wasOrdered, type RunbookOrder } from '../shared/runbook-order.ts';
import { StoreUnavailableError } from '../shared/store-errors.ts';
import type { Breaker } from './breaker.ts';
import { UnknownModelError } from './errors.ts';
import type { BreakerStore, FencedBreakers } from './ports.ts';
import { forcedBy, forcedOpen, putBack } from './runbook-order.ts';

export interface RunbookBreakersDependencies {
  readonly store: Pick<BreakerStore, 'read'>;
  readonly fenced: FencedBreakers;
  readonly config: Pick<TrafficConfig, 'model_timeouts_ms'>;
  readonly clock: Clock;
  /** Told of each transition, for the metrics. Must not throw. */
  readonly publish: (breaker: Breaker) => void;
  readonly lock: HeldLock;
}

/**
 * `done`: the order stands. `over`: it was carried out, and somebody has changed the breaker since. `left`: somebody had
 * forced the breaker, and that counts. `nothing`: there is nothing of this execution to take back.
 */
export interface Ordered {
  readonly kind: 'done' | 'over' | 'left' | 'nothing';
  readonly breaker: Breaker;
}

/** Outcomes and probes change a breaker some times a second at most. */
const MAX_TRIES = 12;

/**
 * Forces the breaker open and remembers what stood. A state that a person or an earlier execution has forced stays.
 * Repeatable.
 * @throws UnknownModelError, LockLostError, StoreUnavailableError, StoreDeniedError
 */
export function forceOpen(
  deps: RunbookBreakersDependencies,
  model: string,
  order: RunbookOrder,
): Promise<Ordered> {
  const now = () => deps.clock.now();
  return change(deps, { model, order }, (breaker) => {
    const { forced } = breaker;
    if (wasOrdered(breaker, order))
      return { kind: forced?.executionId === order.executionId ? 'done' : 'over', breaker };
    if (forcedBy(breaker)) return { kind: 'left', breaker };
    return { kind: 'done', breaker: forcedOpen(breaker, order, now()) };
  });
}

/**
 * Puts back exactly what the execution's order took the place of, as long as that order stands. Repeatable.
 * @throws as forceOpen
 */
export function release(
  deps: RunbookBreakersDependencies,
  model: string,
  order: RunbookOrder,
): Promise<Ordered> {
  const now = () => deps.clock.now();
  return change(deps, { model, order }, (breaker) => {
    if (wasOrdered(breaker, order)) return { kind: 'done', breaker };
    const before = putBack(breaker, order, now());
    if (before) return { kind: 'done', breaker: before };
    return { kind: forcedBy(breaker) ? 'left' : 'nothing', breaker };
  });
}

async function change(
  deps: RunbookBreakersDependencies,
  { model, order }: { readonly model: string; readonly order: RunbookOrder },
  plan: (breaker: Breaker) => Ordered,
): Promise<Ordered> {
  let breaker = await readBreaker(deps, model);
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const planned = plan(breaker);
    if (planned.breaker === breaker) return planned;
    const under = { changeId: order.effectId, lock: deps.lock };
    const standing = await deps.fenced.transition(breaker, planned.breaker, under);
    if (standing === planned.breaker) {
      deps.publish(standing);
      return planned;
    }
    breaker = standing;
  }
  throw new StoreUnavailableError('breaker', new Error(`Others were faster ${MAX_TRIES} times`));
}

/** Strongly consistent. @throws UnknownModelError */
export async function readBreaker(
  { store, config }: Pick<RunbookBreakersDependencies, 'store' | 'config'>,
  model: string,
): Promise<Breaker> {
  const models = Object.keys(config.model_timeouts_ms);
  const [breaker] = models.includes(model) ? await store.read([model], { consistent: true }) : [];
  if (!breaker) throw new UnknownModelError(model, models);
  return breaker;
}
