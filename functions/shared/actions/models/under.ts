import type { Breaker } from '../../../../lib/breakers/breaker.ts';
import type { RunbookBreakersDependencies } from '../../../../lib/breakers/by-runbook.ts';
import { forcedBy } from '../../../../lib/breakers/runbook-order.ts';
import type { StepContext } from '../../../../lib/runbooks/action.ts';
import type { RunbookOrder } from '../../../../lib/shared/runbook-order.ts';
import type { RunbookTrafficDependencies } from '../../../../lib/traffic/by-runbook.ts';
import { lockOf, orderOf } from '../by.ts';
import type { ModelActionDependencies } from './dependencies.ts';

/** What the step orders, on behalf of its execution. */
export function orderUnder(context: StepContext, effectId: string): RunbookOrder {
  return { ...orderOf(context), executionId: context.execution.execution_id, effectId };
}

/** With these, breakers are changed only while the execution holds its lock. */
export function breakersUnder(
  { breakers: store, fencedBreakers: fenced, config, clock, publish }: ModelActionDependencies,
  context: StepContext,
): RunbookBreakersDependencies {
  return { store, fenced, config, clock, publish, lock: lockOf(context) };
}

/** The same of downshifts. */
export function trafficUnder(
  { settingsUnder, config, clock, ids }: ModelActionDependencies,
  context: StepContext,
): RunbookTrafficDependencies {
  const { weights: configured, downshift } = config;
  return { store: settingsUnder(lockOf(context)), configured, downshift, clock, ids };
}

/** How the breaker stands, and at whose wish. */
export function standing(breaker: Breaker): string {
  const forced = forcedBy(breaker);
  return forced
    ? `it was ${breaker.state === 'forced_open' ? 'forced open' : 'forced closed'} by ${forced.by} (${forced.reason})`
    : `it is ${breaker.state}`;
}
