import * as v from 'valibot';
import type { ExecutionItem } from '../contracts/execution-item.ts';
import type { TimelineLine } from '../contracts/incident-item.ts';
import type { Trouble } from '../contracts/offered-command.ts';
import type { Runbook } from '../contracts/runbook.ts';
import type { SettlingItem } from '../contracts/settling-item.ts';
import { SIGNAL_ACTIONS } from '../contracts/signal-actions.ts';
import { derivedUlid } from '../shared/derived-id.ts';
import { formatDuration } from '../shared/duration.ts';
import { ownIncident } from './own-incident.ts';
import { resourceOf } from './resource.ts';

const AWAIT_CALM = 'signals.await_calm';

type Ended = ExecutionItem & { readonly incident_id: string };

/**
 * What has to be waited for before the incident of the execution may be resolved by itself; undefined where a person
 * resolves it, since the runbook says so, it did not succeed, or it has left something to them. An execution that found
 * nothing to do has left nothing that a person knows better: its own incident ends with its alarms, whatever the runbook
 * says. One that it was admitted to is of others, and is only looked after: an alarm that rings on starts nothing more.
 */
export function settlingOf(
  execution: Ended,
  runbook: Runbook | undefined,
  troubles: readonly Trouble[],
): SettlingItem | undefined {
  const {
    execution_id,
    incident_id,
    resource,
    status,
    ended_at: since = 0,
    found_nothing = false,
  } = execution;
  if (!runbook || status !== 'succeeded' || troubles.length > 0) return undefined;
  const isVerified = runbook.incident.resolve === 'when_verified';
  if (!isVerified && !found_nothing) return undefined;
  const by_person = !isVerified && incident_id !== ownIncident(execution_id);
  return {
    ...{ incident_id, execution_id, runbook: runbook.id, resource, since },
    ...(found_nothing && { found_nothing }),
    ...(by_person && { by_person }),
  };
}

/**
 * Alarms that say whether it has helped: those that ask for this runbook to act on this resource (those of marked runs
 * speak of no single one), and those that its last wait for calm has looked at, which one early figure may have ended.
 */
export function alarmsOf(runbook: Runbook, resource: string): readonly string[] {
  const asking = runbook.triggers
    .filter(({ for_each, input = {} }) => for_each === undefined && resourceOf(runbook, input) === resource)
    .map(({ alarm }) => alarm);
  return [...new Set([...asking, ...awaitedBy(runbook)])];
}

function awaitedBy({ steps }: Runbook): readonly string[] {
  const last = steps.findLast(({ action }) => action === AWAIT_CALM);
  const awaited = v.safeParse(SIGNAL_ACTIONS[AWAIT_CALM].inputs, last?.inputs);
  return awaited.success ? [...awaited.output.all_of, ...(awaited.output.none_of ?? [])] : [];
}

/** @param waitMs until it is looked whether the execution has helped */
export function settlingLine(
  settling: SettlingItem,
  runbook: Runbook,
  { place, waitMs }: { readonly place: number; readonly waitMs: number },
): TimelineLine {
  const { execution_id, since, found_nothing = false } = settling;
  const did = found_nothing ? 'has changed nothing' : 'has done what it is for';
  const at = since + place;
  return {
    id: derivedUlid(at, 'settling', execution_id),
    at,
    kind: 'ended',
    text: `${runbook.id} ${did}: ${whatFollows(settling, runbook, waitMs)}`,
    actor: 'artisan',
    execution_id,
  };
}

function whatFollows(
  { resource, by_person = false }: SettlingItem,
  runbook: Runbook,
  waitMs: number,
): string {
  const alarms = alarmsOf(runbook, resource).join(', ');
  if (by_person)
    return `a person resolves this${alarms === '' ? '' : `, and is called if ${alarms} stays in ALARM`}`;
  const condition = alarms === '' ? '' : ` unless ${alarms} is in ALARM then`;
  return `resolved by itself in ${formatDuration(waitMs)}${condition}`;
}
