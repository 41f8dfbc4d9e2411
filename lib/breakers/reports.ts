import type { TrafficConfig } from '../contracts/traffic-config.ts';
import type { Clock } from '../shared/clock.ts';
import type { IdSource } from '../shared/ids.ts';
import type { RandomSource } from '../shared/random.ts';
import type { Breaker } from './breaker.ts';
import { bucketAt, volumeOf, windowAt } from './counts.ts';
import { afterCheck, afterCounts, afterProbe, type Moment } from './machine.ts';
import { tally, verdictOn } from './outcome.ts';
import type { BreakerReports, BreakerStore, ModelOutcome } from './ports.ts';

export interface BreakerDependencies {
  readonly store: BreakerStore;
  readonly config: Pick<TrafficConfig, 'breaker' | 'model_timeouts_ms'>;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly ids: IdSource;
  /** Told of each transition that this container made, for the metrics. Must not throw. */
  readonly publish: (breaker: Breaker) => void;
}

/** What callers and the prober say, brought to the breakers that all containers share. */
export function createBreakerReports(deps: BreakerDependencies): BreakerReports {
  const { store, clock } = deps;
  const policy = deps.config.breaker;
  const timeouts = new Map(Object.entries(deps.config.model_timeouts_ms));
  const moment = (): Moment => ({ policy, now: clock.now(), chance: deps.random() });

  const change = async (from: Breaker, to: Breaker | undefined): Promise<void> => {
    if (to && (await store.transition(from, to, deps.ids())) === to) deps.publish(to);
  };

  const recordFor = async (breaker: Breaker, outcomes: readonly ModelOutcome[]): Promise<void> => {
    const timeoutMs = timeouts.get(breaker.model) ?? Infinity;
    const { now } = moment();
    const oldest = Math.max(breaker.countedFrom, now - policy.window_ms);
    const current = outcomes.filter(({ selectedAt }) => selectedAt >= oldest);
    const counts = tally(current.map((outcome) => verdictOn(outcome, timeoutMs)));
    if (volumeOf(counts) === 0) return;
    await store.count(breaker.model, bucketAt(breaker.series, now, policy.window_ms), counts);
    if (breaker.state === 'closed') {
      const window = windowAt(breaker.series, now, policy.window_ms);
      await change(breaker, afterCounts(breaker, await store.sum(breaker.model, window), moment()));
    }
    const probe = current.find(({ nonce }) => nonce === breaker.probe?.owner);
    const verdict = probe && verdictOn(probe, timeoutMs);
    if (!verdict) return;
    await change(breaker, afterProbe(breaker, { owner: probe.nonce, ok: verdict === 'ok' }, moment()));
  };

  return {
    recordOutcomes: async (outcomes) => {
      const named = new Set(outcomes.flatMap(({ models }) => models));
      const models = [...named].filter((model) => timeouts.has(model));
      if (models.length === 0) return;
      const breakers = await store.read(models, { consistent: true });
      await Promise.all(
        breakers.map((breaker) =>
          recordFor(
            breaker,
            outcomes.filter((outcome) => outcome.models.includes(breaker.model)),
          ),
        ),
      );
    },
    recordHealthCheck: async (model, { ok, latencyMs, at }) => {
      const timeoutMs = timeouts.get(model);
      if (timeoutMs === undefined) return;
      const breaker = await store.countCheck(model, { ok: ok && latencyMs <= timeoutMs, at });
      await change(breaker, afterCheck(breaker, moment()));
    },
  };
}
