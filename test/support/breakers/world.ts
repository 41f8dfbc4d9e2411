import { randomUUID } from 'node:crypto';
import type { Breaker } from '../../../lib/breakers/breaker.ts';
import { volumeOf, windowAt, type Counts } from '../../../lib/breakers/counts.ts';
import { createGates } from '../../../lib/breakers/gates.ts';
import type { BreakerStore, ModelOutcome } from '../../../lib/breakers/ports.ts';
import { createBreakerReports } from '../../../lib/breakers/reports.ts';
import { createBreakerView } from '../../../lib/breakers/view.ts';
import { aTrafficConfig } from '../traffic/fakes.ts';

const NOW = 1_800_000_000_000;

/** Breakers of one store as many containers use them, at a time that the test sets. */
export function aBreakerWorld(store: BreakerStore, model = randomUUID()) {
  const { breaker } = aTrafficConfig();
  const config = { breaker, model_timeouts_ms: { [model]: 30_000 } };
  const clock = { time: NOW, now: () => clock.time };
  const transitions: Breaker[] = [];
  const errors: unknown[] = [];
  const deps = {
    store,
    config,
    clock,
    random: () => 0,
    ids: randomUUID,
    publish: (changed: Breaker) => transitions.push(changed),
  };

  /** A container: what it has read is its own. */
  const aContainer = () => {
    const onError = (error: unknown) => errors.push(error);
    const view = createBreakerView({ store, config, clock, onError });
    const gates = createGates({ ...deps, view, onStoreError: onError });
    return {
      ask: async (nonce: string = randomUUID()): Promise<boolean> => (await gates(nonce)).admits([model]),
      reports: createBreakerReports(deps),
    };
  };

  const outcome = (change: Partial<ModelOutcome> = {}): ModelOutcome => ({
    models: [model],
    status: 'ok',
    latencyMs: 100,
    nonce: randomUUID(),
    selectedAt: clock.time,
    ...change,
  });

  return {
    policy: breaker,
    clock,
    transitions,
    errors,
    aContainer,
    outcome,
    /** So many containers report one outcome each, all at once. */
    reportEach: async (count: number, change: Partial<ModelOutcome>): Promise<void> => {
      await inParallel(count, () => aContainer().reports.recordOutcomes([outcome(change)]));
    },
    /** So many containers ask at once; answers with the nonces of those who were let through. */
    askEach: async (count: number): Promise<readonly string[]> => {
      const nonces = Array.from({ length: count }, () => randomUUID());
      const admitted = await Promise.all(nonces.map((nonce) => aContainer().ask(nonce)));
      return nonces.filter((_, index) => admitted[index]);
    },
    standing: async (): Promise<Breaker | undefined> => (await store.read([model], { consistent: true }))[0],
    counted: async (): Promise<Counts & { readonly volume: number }> => {
      const [standing] = await store.read([model], { consistent: true });
      const counts = await store.sum(model, windowAt(standing?.series ?? 0, clock.time, breaker.window_ms));
      return { ...counts, volume: volumeOf(counts) };
    },
  };
}

export type BreakerWorld = ReturnType<typeof aBreakerWorld>;

async function inParallel(count: number, work: () => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: count }, work));
}
