import type { HeldLock } from '../../../lib/contracts/lock-item.ts';
import type { StepContext } from '../../../lib/runbooks/action.ts';

/** Who is on record for what a step does, and why. */
export function orderOf({ execution }: StepContext): { readonly by: string; readonly reason: string } {
  const { runbook, execution_id, trigger } = execution;
  return { by: `runbook ${runbook}`, reason: `execution ${execution_id}, started by ${trigger.by}` };
}

/** What the step may act under. */
export function lockOf({ execution }: StepContext): HeldLock {
  const { resource, execution_id: owner, fence } = execution;
  return { resource, owner, fence };
}

/** With these, a run is changed only while the execution holds its lock. */
export function fenced<Deps>(deps: Deps, context: StepContext) {
  return { ...deps, lock: lockOf(context) };
}
