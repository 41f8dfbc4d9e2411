import type { TrafficConfig } from '../contracts/traffic-config.ts';
import type { Clock } from '../shared/clock.ts';
import type { IdSource } from '../shared/ids.ts';
import type { RandomSource } from '../shared/random.ts';
import type { Breaker } from './breaker.ts';
import { windowAt } from './counts.ts';
import { afterCheck, afterCounts, afterProbe, type Moment } from './machine.ts';
import type { BreakerPlans, BreakerReports, BreakerStore, ModelOutcome, PreparedOutcomes } from './ports.ts';
import { additionOf, shareOf, type Share } from './share.ts';

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
export function createBreakerReports(deps: BreakerDependencies): BreakerReports & BreakerPlans {
  const { store, clock } = deps;
  const policy = deps.config.breaker;
  const timeouts = new Map(Object.entries(deps.config.model_timeouts_ms));
  const moment = (): Moment => ({ policy, now: clock.now(), chance: deps.random() });

  const change = async (from: Breaker, to: Breaker | undefined): Promise<void> => {
    if (to && (await store.transition(from, to, deps.ids())) === to) deps.publish(to);
  };

  const evaluate = async ({ breaker, answers }: Share): Promise<void> => {
    if (breaker.state === 'closed') {
      const window = windowAt(breaker.series, clock.now(), policy.window_ms);
      await change(breaker, afterCounts(breaker, await store.sum(breaker.model, window), moment()));
    }
    const probe = answers.find(({ nonce }) => nonce === breaker.probe?.owner);
    if (!probe) return;
    const answer = { owner: probe.nonce, ok: probe.verdict === 'ok' };
    await change(breaker, afterProbe(breaker, answer, moment()));
  };

  const prepare = async (outcomes: readonly ModelOutcome[]): Promise<PreparedOutcomes> => {
    const named = new Set(outcomes.flatMap(({ models }) => models));
    const models = [...named].filter((model) => Object.hasOwn(deps.config.model_timeouts_ms, model));
    const breakers = models.length === 0 ? [] : await store.read(models, { consistent: true });
    const rules = { config: deps.config, now: clock.now() };
    const shares = breakers
      .map((breaker) => shareOf(breaker, outcomes, rules))
      .filter(({ answers }) => answers.length > 0);
    return {
      additions: shares.map((share) => additionOf(share, rules)),
      evaluate: async () => {
        await Promise.all(shares.map(evaluate));
      },
    };
  };

  return {
    prepare,
    recordOutcomes: async (outcomes) => {
      const prepared = await prepare(outcomes);
      await Promise.all(
        prepared.additions.map(({ model, bucket, counts }) => store.count(model, bucket, counts)),
      );
      await prepared.evaluate();
    },
    recordHealthCheck: async (model, { ok, latencyMs, at }) => {
      const timeoutMs = timeouts.get(model);
      if (timeoutMs === undefined) return;
      const breaker = await store.countCheck(model, { ok: ok && latencyMs <= timeoutMs, at });
      await change(breaker, afterCheck(breaker, moment()));
    },
  };
}
