import type { HealthCheck, ModelHealth } from '../../../lib/health/check.ts';
import type { HealthStore } from '../../../lib/health/ports.ts';
import { StoreUnavailableError } from '../../../lib/shared/store-errors.ts';

interface Kept extends HealthCheck, ModelHealth {}

export class InMemoryHealthStore implements HealthStore {
  readonly kept = new Map<string, Kept>();
  /** Models whose writes fail. */
  readonly out = new Set<string>();

  async record(check: HealthCheck): Promise<ModelHealth | undefined> {
    await Promise.resolve();
    if (this.out.has(check.model)) throw new StoreUnavailableError('control table', new Error('injected'));
    const before = this.kept.get(check.model);
    if (before && before.dueAt >= check.dueAt) return before.id === check.id ? before : undefined;
    const consecutiveFailures = check.healthy ? 0 : (before?.consecutiveFailures ?? 0) + 1;
    const consecutiveSuccesses = check.healthy ? (before?.consecutiveSuccesses ?? 0) + 1 : 0;
    const now = { ...check, consecutiveFailures, consecutiveSuccesses };
    this.kept.set(check.model, now);
    return toHealth(now);
  }

  async read(models: readonly string[]): Promise<ReadonlyMap<string, ModelHealth>> {
    await Promise.resolve();
    return new Map(
      models.flatMap((model) => {
        const kept = this.kept.get(model);
        return kept ? [[model, toHealth(kept)] as const] : [];
      }),
    );
  }
}

function toHealth(kept: Kept): ModelHealth {
  const { healthy, reason, latencyMs, consecutiveFailures, consecutiveSuccesses, checkedAt } = kept;
  return { healthy, reason, latencyMs, consecutiveFailures, consecutiveSuccesses, checkedAt };
}
