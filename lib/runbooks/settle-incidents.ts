import type { DispatchConfig } from '../contracts/dispatch-config.ts';
import type { GateItem } from '../contracts/gate-item.ts';
import type { TimelineLine } from '../contracts/incident-item.ts';
import { commandsFor } from '../contracts/offered-command.ts';
import type { Runbook } from '../contracts/runbook.ts';
import type { SettlingItem } from '../contracts/settling-item.ts';
import type { Clock } from '../shared/clock.ts';
import { derivedUlid } from '../shared/derived-id.ts';
import { formatDuration } from '../shared/duration.ts';
import { attemptEach } from './each.ts';
import type { ExecutionStore, GateStore, RunbookIncidents, Runbooks } from './ports.ts';
import type { AlarmLookout, IncidentClosing, Settlings } from './settle-ports.ts';
import { alarmsOf } from './settling.ts';

export interface SettleDependencies {
  readonly settlings: Settlings;
  readonly gates: Pick<GateStore, 'read'>;
  readonly executions: Pick<ExecutionStore, 'read'>;
  readonly incidents: Pick<RunbookIncidents, 'isOpen'>;
  readonly closing: IncidentClosing;
  readonly alarms: AlarmLookout;
  readonly runbooks: Runbooks;
  readonly clock: Clock;
  readonly config: Pick<DispatchConfig, 'cooldown_ms'>;
  /** Of an execution that has succeeded: an alarm that still rings then is not mended by it. */
  readonly settleWithinMs: number;
}

/**
 * Resolves the incidents whose execution has helped, and escalates those where it has not. Not before the cooldown is
 * over: an alarm that comes back until then starts nothing and would find no incident to be told to. Repeatable.
 * Answers with what failed.
 */
export async function settleIncidents(deps: SettleDependencies): Promise<readonly unknown[]> {
  const [settlings, runbooks] = await Promise.all([deps.settlings.all(), deps.runbooks.all()]);
  return attemptEach(settlings, async (settling) => {
    const runbook = runbooks.find(({ id }) => id === settling.runbook);
    if (await isSettled(deps, settling, runbook)) await deps.settlings.remove(settling);
  });
}

async function isSettled(
  deps: SettleDependencies,
  settling: SettlingItem,
  runbook: Runbook | undefined,
): Promise<boolean> {
  const { incident_id, resource } = settling;
  const gate = runbook && (await deps.gates.read(runbook.id, resource));
  if (!runbook || !gate || !speaksFor(settling, gate)) return true;
  // The gate's is that of the ending being on record; it knows none of an execution that found nothing to do.
  const since = Math.max(settling.since, gate.ended_at ?? 0);
  if (deps.clock.now() < since + deps.config.cooldown_ms) return false;
  if (!(await deps.incidents.isOpen(incident_id))) return true;
  const seen = await deps.alarms.look(alarmsOf(runbook, resource));
  if (seen.ringing.length === 0)
    return settling.by_person === true || resolve(deps, settling, { runbook, silent: seen.silent });
  if (deps.clock.now() < since + deps.settleWithinMs) return false;
  await deps.closing.escalate(incident_id, await escalation(deps, settling, seen.ringing));
  return true;
}

/** A later execution says by its own end how things stand. */
function speaksFor({ incident_id, execution_id }: SettlingItem, gate: GateItem): boolean {
  const isNewest = gate.open_execution === undefined && gate.ended_execution === execution_id;
  return isNewest && gate.incident_id === incident_id;
}

function resolve(
  { closing }: SettleDependencies,
  settling: SettlingItem,
  { runbook, silent }: { readonly runbook: Runbook; readonly silent: readonly string[] },
): Promise<boolean> {
  const { incident_id: incidentId, execution_id: executionId, resource, found_nothing = false } = settling;
  const did = found_nothing ? 'found nothing to do, and has changed nothing' : 'has verified that it helped';
  const calm = alarmsOf(runbook, resource).filter((alarm) => !silent.includes(alarm));
  const alarms = [say(calm, ['is OK', 'are OK']), say(silent, ['has no data', 'have no data'])].filter(
    Boolean,
  );
  const resolution = [`${runbook.id} ${did}`, ...(alarms.length === 0 ? [] : [alarms.join(', ')])].join('; ');
  return closing.resolveIdle({ incidentId, resolution, runbook: runbook.id, resource, executionId });
}

function say(alarms: readonly string[], [one, many]: readonly [string, string]): string {
  return alarms.length === 0 ? '' : `${alarms.join(', ')} ${alarms.length === 1 ? one : many}`;
}

async function escalation(
  { executions, clock, settleWithinMs }: SettleDependencies,
  { incident_id, execution_id, runbook, since, found_nothing = false }: SettlingItem,
  ringing: readonly string[],
): Promise<TimelineLine> {
  const input = (await executions.read(execution_id))?.input ?? {};
  const did = found_nothing ? 'found nothing to do' : 'has succeeded';
  return {
    id: derivedUlid(since + settleWithinMs, 'unsettled', execution_id),
    at: clock.now(),
    kind: 'escalated',
    text: `A person is needed: ${ringing.join(', ')} still in ALARM ${formatDuration(settleWithinMs)} after ${runbook} ${did}`,
    actor: 'artisan',
    execution_id,
    offers: [...commandsFor({ kind: 'execution_failed', runbook, input }, incident_id)],
    notify: 'escalated',
  };
}
