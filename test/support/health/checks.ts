import type { HealthCheck } from '../../../lib/health/check.ts';

const DUE_AT = Date.UTC(2026, 0, 1);

let last = 0;

/** A check that went well, of a model of its own id. */
export function aHealthCheck(change: Partial<HealthCheck> = {}): HealthCheck {
  last += 1;
  const dueAt = change.dueAt ?? DUE_AT;
  return {
    model: 'mistral',
    healthy: true,
    reason: 'answered 200',
    latencyMs: 12,
    dueAt,
    checkedAt: dueAt + 12,
    id: `check-${last}`,
    ...change,
  };
}
