import type { TrafficConfig } from '../contracts/traffic-config.ts';
import { RETRY_AFTER_MS } from '../shared/cached-read.ts';
import type { Clock } from '../shared/clock.ts';
import type { IdSource } from '../shared/ids.ts';
import { StoreError } from '../shared/store-errors.ts';
import { admissionAt, type Breaker } from './breaker.ts';
import { withProbe } from './machine.ts';
import type { BreakerStore } from './ports.ts';
import type { BreakerView } from './view.ts';

export interface GatesDependencies {
  readonly view: () => Promise<BreakerView>;
  readonly store: Pick<BreakerStore, 'transition'>;
  readonly config: Pick<TrafficConfig, 'breaker'>;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** Told of each probe let through, for the metrics. Must not throw. */
  readonly publish: (breaker: Breaker) => void;
  readonly onStoreError: (error: StoreError) => void;
}

/** The breakers before one selection. */
export interface Gate {
  readonly stale: boolean;
  /** Whether all of the models may be asked now. Takes the place of the probe where one is needed and free. */
  readonly admits: (models: readonly string[]) => boolean | Promise<boolean>;
}

/**
 * Gates for selections, one each, named by its nonce. While all breakers are closed they cost nothing. Of all who
 * meet a half-open breaker, in this container and in others, one gets through; the others go on as if it were open.
 */
export function createGates(deps: GatesDependencies): (nonce: string) => Promise<Gate> {
  const { store, config, clock, ids } = deps;
  const underWay = new Set<string>();
  let retryAt = -Infinity;

  const takeProbe = async (view: BreakerView, breaker: Breaker, owner: string): Promise<boolean> => {
    const moment = { policy: config.breaker, now: clock.now(), chance: 0 };
    const probing = withProbe(breaker, owner, moment);
    if (!probing || view.stale || underWay.has(breaker.model) || moment.now < retryAt) return false;
    underWay.add(breaker.model);
    try {
      const standing = await store.transition(breaker, probing, ids());
      view.learn(standing);
      if (standing === probing) deps.publish(probing);
      return standing === probing || admissionAt(standing, clock.now()) === 'pass';
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      retryAt = clock.now() + RETRY_AFTER_MS;
      deps.onStoreError(error);
      return false;
    } finally {
      underWay.delete(breaker.model);
    }
  };

  return async (nonce) => {
    const view = await deps.view();
    const held = new Set<string>();
    const takeAll = async (breakers: readonly Breaker[]): Promise<boolean> => {
      for (const breaker of breakers) {
        if (!(await takeProbe(view, breaker, nonce))) return false;
        held.add(breaker.model);
      }
      return true;
    };
    return {
      stale: view.stale,
      admits: (models) => {
        const shut = models.filter((model) => !held.has(model)).map((model) => view.of(model));
        const admissions = shut.map((breaker) => admissionAt(breaker, clock.now()));
        if (admissions.includes('refuse')) return false;
        const probes = shut.filter((_, index) => admissions[index] === 'probe');
        return probes.length === 0 || takeAll(probes);
      },
    };
  };
}
