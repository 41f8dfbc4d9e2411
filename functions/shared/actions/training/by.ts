import type { StepContext } from '../../../../lib/runbooks/action.ts';

/** Who the run's directives and lineage say it was, and why. */
export function orderOf({ execution }: StepContext): { readonly by: string; readonly reason: string } {
  const { runbook, execution_id, trigger } = execution;
  return { by: `runbook ${runbook}`, reason: `execution ${execution_id}, started by ${trigger.by}` };
}

/** With these, a run is changed only while the execution holds its lock. */
export function fenced<Deps>(deps: Deps, { execution }: StepContext) {
  const { resource, execution_id: owner, fence } = execution;
  return { ...deps, lock: { resource, owner, fence } };
}
