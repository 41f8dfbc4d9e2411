import type { DispatchConfig } from '../contracts/dispatch-config.ts';
import type { ExecutionItem } from '../contracts/execution-item.ts';
import type { Clock } from '../shared/clock.ts';
import type { TimelineLine } from '../contracts/incident-item.ts';
import { cutOff } from './cut-off.ts';
import { endingLines } from './ending-lines.ts';
import { readableCause } from './error-cause.ts';
import { gateAfter } from './gate-after.ts';
import type {
  ExecutionApprovals,
  ExecutionStore,
  GateStore,
  Leftovers,
  LockStore,
  MachineOutcome,
  RunbookIncidents,
  Runbooks,
} from './ports.ts';
import type { Settlings } from './settle-ports.ts';
import { settlingLine, settlingOf } from './settling.ts';
import { StandingChangedError } from './store-errors.ts';
import { tellIncident } from './tell-incident.ts';

export interface EndDependencies {
  readonly executions: ExecutionStore;
  readonly gates: GateStore;
  readonly locks: LockStore;
  readonly incidents: RunbookIncidents;
  readonly runbooks: Runbooks;
  readonly approvals: Pick<ExecutionApprovals, 'closeForExecution'>;
  readonly leftovers: Leftovers;
  readonly settlings: Pick<Settlings, 'put'>;
  readonly clock: Clock;
  readonly config: DispatchConfig;
  /** Told of each ending; once more when what follows from it was cut short. */
  readonly onEnded: (execution: ExecutionItem) => void;
}

/** The status-change event, the watch and a person who stops it may all end one execution at once. */
const MAX_TRIES = 20;

/**
 * The one path of every ending. First the record, gate and lock in one transaction, then what follows from it, then it
 * is closed: cut short anywhere, it is done again from there. Repeatable; false for an execution that is not on record.
 */
export async function endExecution(
  deps: EndDependencies,
  id: string,
  outcome: MachineOutcome,
): Promise<boolean> {
  for (let tries = 1; ; tries += 1) {
    const standing = await deps.executions.read(id);
    if (!standing) return false;
    if (hasEnded(standing)) {
      await finishEnding(deps, standing);
      return true;
    }
    // What never began has told nobody of itself.
    if (standing.status === 'starting') await tellIncident(deps, standing);
    try {
      await settle(deps, standing, outcome);
    } catch (error) {
      if (!(error instanceof StandingChangedError) || tries === MAX_TRIES) throw error;
    }
  }
}

export function hasEnded({ status }: ExecutionItem): boolean {
  return status !== 'starting' && status !== 'running';
}

async function settle(
  deps: EndDependencies,
  standing: ExecutionItem,
  outcome: MachineOutcome,
): Promise<void> {
  const { resource, runbook, fence, execution_id: owner, mode } = standing;
  const now = deps.clock.now();
  const { at = now, status, error, cause, nothingToDo = false } = outcome;
  const execution: ExecutionItem = {
    ...standing,
    status,
    ended_at: at,
    ...(error !== undefined && error !== '' && { error }),
    ...(cause !== undefined && { cause: readableCause(cause) }),
    ...(nothingToDo && { found_nothing: true }),
  };
  if (mode !== 'live') {
    await deps.executions.end({ execution });
    return;
  }
  const [gate, lock] = await Promise.all([deps.gates.read(runbook, resource), deps.locks.read(resource)]);
  const after = gateAfter(gate, execution, now);
  const isHeld = lock?.owner === owner && lock.fence === fence;
  await deps.executions.end({
    execution,
    ...(after && { gate: after }),
    ...(isHeld && { release: { resource, owner, fence } }),
  });
}

/** What follows from an ending that is on record. Repeatable. */
export async function finishEnding(deps: EndDependencies, execution: ExecutionItem): Promise<void> {
  const { execution_id: id, incident_id } = execution;
  await deps.approvals.closeForExecution(id, `its execution has ended: ${execution.status}`);
  if (incident_id !== undefined) {
    const lines = await conclude(deps, { ...execution, incident_id });
    for (const line of lines) await deps.incidents.append(incident_id, line);
  }
  deps.onEnded(execution);
  await deps.executions.close(id);
}

/** What its incident is told; one that it may have ended is looked after from now on. */
async function conclude(
  { leftovers, runbooks, settlings, incidents, config }: EndDependencies,
  execution: ExecutionItem & { readonly incident_id: string },
): Promise<readonly TimelineLine[]> {
  const [left, all] = await Promise.all([leftovers.of(execution), runbooks.all()]);
  const runbook = all.find(({ id }) => id === execution.runbook);
  if (runbook?.incident.opens_as !== undefined && hasActed(execution))
    await incidents.retitle(execution.incident_id, runbook.incident.title);
  const troubles = [...left, ...cutOff(execution, runbook)];
  const lines = endingLines(execution, troubles);
  const settling = settlingOf(execution, runbook, troubles);
  if (!settling || !runbook || (await incidents.needsPerson(settling.incident_id, settling.execution_id)))
    return lines;
  await settlings.put(settling);
  return [...lines, settlingLine(settling, runbook, { place: lines.length, waitMs: config.cooldown_ms })];
}

function hasActed({ status, found_nothing = false }: ExecutionItem): boolean {
  return status === 'succeeded' && !found_nothing;
}
