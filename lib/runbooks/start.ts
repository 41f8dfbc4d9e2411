import type { ExecutionItem } from '../contracts/execution-item.ts';
import { derivedUlid } from '../shared/derived-id.ts';
import { endExecution, type EndDependencies } from './end.ts';
import type { Machines, Runbooks } from './ports.ts';
import { NoMachineError } from './store-errors.ts';

export interface StartDependencies extends EndDependencies {
  readonly machines: Machines;
  readonly runbooks: Runbooks;
}

/** Starts an execution that is on record. Repeatable: whoever finds it `starting` does so again. */
export async function startAdmitted(deps: StartDependencies, execution: ExecutionItem): Promise<void> {
  const { execution_id: id } = execution;
  await tellIncident(deps, execution);
  try {
    await deps.machines.start(execution);
  } catch (error) {
    if (!(error instanceof NoMachineError)) throw error;
    await endExecution(deps, id, { status: 'failed', error: error.name, cause: error.message });
    return;
  }
  if (await deps.executions.began(id)) return;
  // It ended by itself, or was stopped while it was being started: then its machine must not go on.
  await deps.machines.stop(execution, 'It was ended before it began');
}

async function tellIncident(deps: StartDependencies, execution: ExecutionItem): Promise<void> {
  const { incident_id, execution_id, created_at: at, trigger } = execution;
  if (incident_id === undefined) return;
  if (incident_id === `INC-${execution_id}`) await openIncident(deps, execution);
  const detail = trigger.detail === undefined ? '' : `: ${trigger.detail}`;
  await deps.incidents.append(incident_id, {
    id: derivedUlid(at, 'trigger', execution_id),
    at,
    kind: 'trigger',
    text: `Execution ${execution_id} of ${execution.runbook} starts (${trigger.kind}, ${trigger.by}${detail})`,
    actor: 'artisan',
    execution_id,
  });
}

async function openIncident({ incidents, runbooks }: StartDependencies, execution: ExecutionItem) {
  const { runbook: id, resource, execution_id: ulid, trigger } = execution;
  const known = (await runbooks.all()).find((runbook) => runbook.id === id);
  await incidents.open({
    ulid,
    title: known?.incident.title ?? id,
    description: known?.incident.description ?? `The runbook ${id} acts on ${resource}`,
    severity: known?.severity ?? 'sev3',
    components: known?.components ?? [],
    by: trigger.by,
    runbook: id,
    resource,
  });
}
