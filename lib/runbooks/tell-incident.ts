import type { ExecutionItem } from '../contracts/execution-item.ts';
import { derivedUlid } from '../shared/derived-id.ts';
import { ownIncident } from './own-incident.ts';
import type { RunbookIncidents, Runbooks } from './ports.ts';

interface TellDependencies {
  readonly incidents: RunbookIncidents;
  readonly runbooks: Runbooks;
}

/** Opens the incident of an execution, if it has one of its own, and says that the execution starts. Repeatable. */
export async function tellIncident(deps: TellDependencies, execution: ExecutionItem): Promise<void> {
  const { incident_id, execution_id, created_at: at, trigger } = execution;
  if (incident_id === undefined) return;
  if (incident_id === ownIncident(execution_id)) await openIncident(deps, execution);
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

async function openIncident({ incidents, runbooks }: TellDependencies, execution: ExecutionItem) {
  const { runbook: id, resource, execution_id: ulid, created_at: at, trigger } = execution;
  const known = (await runbooks.all()).find((runbook) => runbook.id === id);
  await incidents.open({
    ulid,
    title: known?.incident.opens_as ?? known?.incident.title ?? id,
    description: known?.incident.description ?? `The runbook ${id} acts on ${resource}`,
    severity: known?.severity ?? 'sev3',
    components: known?.components ?? [],
    by: trigger.by,
    at,
    runbook: id,
    resource,
  });
}
