import type { ScheduledRun } from '../contracts/schedule.ts';
import type { Clock } from '../shared/clock.ts';
import type { IdSource } from '../shared/ids.ts';
import type { HealthCheck, ModelHealth } from './check.ts';
import type { HealthCheckListener, HealthProbe, HealthStore } from './ports.ts';
import type { HealthTarget } from './targets.ts';

export interface ProberDependencies {
  readonly targets: readonly HealthTarget[];
  readonly probe: HealthProbe;
  readonly store: HealthStore;
  /** Told of each check, of one that comes late or twice too. */
  readonly listeners: readonly HealthCheckListener[];
  /** Counts it. Must not throw. */
  readonly publish: (check: HealthCheck, health: ModelHealth) => void;
  /** Counts a round of which every check was made, recorded and told. Must not throw. */
  readonly publishRound: () => void;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/**
 * Probes every model at once. A check that is late or comes twice finds a newer one, or itself, in the store, and then
 * is not published; listeners are told of it all the same. What goes wrong with one model's check hinders no other's; it is thrown when all are done.
 */
export function createProber(deps: ProberDependencies): (run: ScheduledRun) => Promise<void> {
  const { targets, probe, store, listeners, publish, publishRound, clock, ids } = deps;

  const check = async ({ model, ...target }: HealthTarget, dueAt: number): Promise<void> => {
    const answer = await probe(target);
    const found: HealthCheck = { ...answer, model, dueAt, checkedAt: clock.now(), id: ids() };
    const health = await store.record(found);
    if (health) publish(found, health);
    // Even of a check that is recorded already: the delivery that recorded it may have ended before it told them.
    const told = { ok: found.healthy, latencyMs: found.latencyMs, at: dueAt };
    await Promise.all(listeners.map((listener) => listener.recordHealthCheck(model, told)));
  };

  return async ({ dueAt }) => {
    const checks = await Promise.allSettled(targets.map((target) => check(target, dueAt)));
    const errors = checks.flatMap((settled) =>
      settled.status === 'rejected' ? [settled.reason as unknown] : [],
    );
    if (errors.length === 0) {
      publishRound();
      return;
    }
    const message = `${errors.length} of ${targets.length} health checks could not be recorded`;
    throw new AggregateError(errors, message, { cause: errors[0] });
  };
}
