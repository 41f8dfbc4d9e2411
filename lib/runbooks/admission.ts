import type { DispatchConfig } from '../contracts/dispatch-config.ts';
import type { ExecutionItem } from '../contracts/execution-item.ts';
import type { GateItem } from '../contracts/gate-item.ts';
import type { LockItem } from '../contracts/lock-item.ts';
import { busyBlock, flappingBlock, type Block } from './blocks.ts';
import { ownIncident } from './own-incident.ts';
import type { Admission } from './ports.ts';

/** An execution that somebody or something wants. Its id says which event it is of. */
export type Candidate = Pick<
  ExecutionItem,
  'execution_id' | 'runbook' | 'mode' | 'resource' | 'trigger' | 'input'
>;

/** What stands in the store. */
export interface Standing {
  readonly gate?: GateItem | undefined;
  readonly lock?: LockItem | undefined;
  /** Whether the gate's incident is open. */
  readonly isIncidentOpen: boolean;
}

export type Verdict =
  | { readonly kind: 'start'; readonly admission: Admission }
  | {
      readonly kind: 'blocked';
      readonly block: Block;
      /** To be saved: it tells of the block. Absent when it does already. */
      readonly gate?: GateItem;
      /** Of the incident that the block is told to, if one is open. */
      readonly incidentId?: string;
    };

/**
 * Whether a live execution may start, and what is written then. What comes from an alarm or a mark is held back by
 * everything; a person, who knows why he starts it again, only by what runs.
 */
export function admit(
  standing: Standing,
  candidate: Candidate,
  { now, config }: { readonly now: number; readonly config: DispatchConfig },
): Verdict {
  const gate = standing.gate ?? newGate(candidate);
  const isPerson = candidate.trigger.kind === 'person';
  const block =
    busyBlock(gate, standing.lock, now) ?? (isPerson ? undefined : flappingBlock(gate, now, config));
  const incidentId = standing.isIncidentOpen ? gate.incident_id : undefined;
  if (block)
    return {
      kind: 'blocked',
      block,
      ...withBlock(gate, candidate, { block, now }),
      ...(incidentId !== undefined && { incidentId }),
    };
  const incident_id = incidentId ?? ownIncident(candidate.execution_id);
  const fence = (standing.lock?.fence ?? 0) + 1;
  const { execution_id, runbook, resource } = candidate;
  return {
    kind: 'start',
    admission: {
      execution: { ...candidate, fence, incident_id, status: 'starting', created_at: now },
      gate: {
        runbook,
        resource,
        version: gate.version + 1,
        open_execution: execution_id,
        incident_id,
        starts: [...gate.starts, now].slice(-config.max_per_hour),
        failures: gate.failures,
        ...(gate.ended_at !== undefined && { ended_at: gate.ended_at }),
        ...(gate.ended_execution !== undefined && { ended_execution: gate.ended_execution }),
      },
      lock: { resource, fence, owner: execution_id, until: now + config.lock_lease_ms },
      ...(incidentId !== undefined && { whileOpen: incidentId }),
    },
  };
}

/** A dry run or a drill: it changes nothing, so nothing holds it back and it counts for nothing. */
export function rehearse(candidate: Candidate, now: number): Admission {
  return { execution: { ...candidate, fence: 0, status: 'starting', created_at: now } };
}

function newGate({ runbook, resource }: Candidate): GateItem {
  return { runbook, resource, version: 0, starts: [], failures: 0 };
}

/** The same trigger, held back for the same reason again, leaves the gate as it is. */
function withBlock(
  gate: GateItem,
  { execution_id, trigger }: Candidate,
  { block, now }: { readonly block: Block; readonly now: number },
): { readonly gate?: GateItem } {
  const { blocked } = gate;
  const isRepeated = blocked?.candidate === execution_id;
  if (isRepeated && blocked.reason === block.reason) return {};
  const count = (blocked?.count ?? 0) + (isRepeated ? 0 : 1);
  const { reason } = block;
  return {
    gate: {
      ...gate,
      version: gate.version + 1,
      blocked: { count, candidate: execution_id, reason, at: now, by: trigger.by },
    },
  };
}
