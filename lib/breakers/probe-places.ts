import type { TrafficConfig } from '../contracts/traffic-config.ts';
import { RETRY_AFTER_MS } from '../shared/cached-read.ts';
import type { Clock } from '../shared/clock.ts';
import type { IdSource } from '../shared/ids.ts';
import { StoreError } from '../shared/store-errors.ts';
import { admissionAt, type Breaker } from './breaker.ts';
import type { BreakerStore } from './ports.ts';
import { withoutProbe, withProbe } from './probe.ts';
import type { BreakerView } from './view.ts';

export interface ProbePlacesDependencies {
  readonly store: Pick<BreakerStore, 'transition'>;
  readonly config: Pick<TrafficConfig, 'breaker'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** Told of each probe let through, for the metrics. Must not throw. */
  readonly publish: (breaker: Breaker) => void;
  readonly onStoreError: (error: StoreError) => void;
}

export interface ProbePlaces {
  /** The breaker that lets the owner pass, be it as the probe; undefined when it does not. */
  take(view: BreakerView, breaker: Breaker, owner: string): Promise<Breaker | undefined>;
  giveBack(breaker: Breaker): Promise<void>;
}

/** The one place at each half-open breaker, as one container asks for it: one try at a time, none into the dark. */
export function createProbePlaces(deps: ProbePlacesDependencies): ProbePlaces {
  const { store, config, clock, ids } = deps;
  const underWay = new Set<string>();
  let retryAt = -Infinity;

  const moment = () => ({ policy: config.breaker, now: clock.now(), chance: 0 });
  const change = async (from: Breaker, to: Breaker): Promise<Breaker | undefined> => {
    try {
      return await store.transition(from, to, ids());
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      retryAt = clock.now() + RETRY_AFTER_MS;
      deps.onStoreError(error);
      return undefined;
    }
  };

  return {
    take: async (view, breaker, owner) => {
      const probing = withProbe(breaker, owner, moment());
      if (!probing || view.stale || underWay.has(breaker.model) || clock.now() < retryAt) return undefined;
      underWay.add(breaker.model);
      try {
        const standing = await change(breaker, probing);
        if (!standing) return undefined;
        view.learn(standing);
        if (standing === probing) deps.publish(probing);
        return standing === probing || admissionAt(standing, clock.now()) === 'pass' ? standing : undefined;
      } finally {
        underWay.delete(breaker.model);
      }
    },
    giveBack: async (breaker) => {
      await change(breaker, withoutProbe(breaker, moment()));
    },
  };
}
