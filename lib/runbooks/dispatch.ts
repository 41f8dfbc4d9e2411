import type { ExecutionItem } from '../contracts/execution-item.ts';
import { derivedUlid } from '../shared/derived-id.ts';
import { admit, rehearse, type Candidate, type Verdict } from './admission.ts';
import type { Block } from './blocks.ts';
import type { Admission } from './ports.ts';
import { startAdmitted, type StartDependencies } from './start.ts';
import { StandingChangedError } from './store-errors.ts';

export type Dispatched =
  /** `started`: by this call, or again after a call that was cut short. */
  | { readonly kind: 'started' | 'known'; readonly execution: ExecutionItem }
  | { readonly kind: 'blocked'; readonly block: Block };

/** As many as may stand in each other's way at once, and more: each try that is lost is another's that is won. */
const MAX_TRIES = 20;

/**
 * Starts the execution, or says why not; asked again for the same id or request, it is the same execution. One that was
 * admitted and whose start was cut short is started again.
 * @throws StandingChangedError when others are faster at each try
 */
export async function dispatch(
  deps: StartDependencies,
  candidate: Candidate,
  request?: string,
): Promise<Dispatched> {
  for (let tries = 1; ; tries += 1) {
    const known = await knownExecution(deps, candidate, request);
    if (known) return resumed(deps, known);
    try {
      return await decide(deps, candidate, request);
    } catch (error) {
      if (!(error instanceof StandingChangedError) || tries === MAX_TRIES) throw error;
    }
  }
}

async function decide(
  deps: StartDependencies,
  candidate: Candidate,
  request: string | undefined,
): Promise<Dispatched> {
  const verdict = await judge(deps, candidate);
  if (verdict.kind === 'blocked') {
    // Between two looks another delivery of the same may have begun it: nobody is kept out by himself.
    const known = await knownExecution(deps, candidate, request);
    if (known) return resumed(deps, known);
    await noteBlock(deps, candidate, verdict);
    return { kind: 'blocked', block: verdict.block };
  }
  const admission: Admission = { ...verdict.admission, ...(request !== undefined && { request }) };
  await deps.executions.admit(admission);
  await startAdmitted(deps, admission.execution);
  return { kind: 'started', execution: admission.execution };
}

async function knownExecution(
  { executions }: StartDependencies,
  { execution_id }: Candidate,
  request: string | undefined,
): Promise<ExecutionItem | undefined> {
  const id = request === undefined ? execution_id : await executions.ofRequest(request);
  return id === undefined ? undefined : executions.read(id);
}

async function resumed(deps: StartDependencies, execution: ExecutionItem): Promise<Dispatched> {
  if (execution.status !== 'starting') return { kind: 'known', execution };
  await startAdmitted(deps, execution);
  return { kind: 'started', execution };
}

async function judge(deps: StartDependencies, candidate: Candidate): Promise<Verdict> {
  const { runbook, resource, mode } = candidate;
  const now = deps.clock.now();
  if (mode !== 'live') return { kind: 'start', admission: rehearse(candidate, now) };
  const [gate, lock] = await Promise.all([deps.gates.read(runbook, resource), deps.locks.read(resource)]);
  const isIncidentOpen = gate?.incident_id !== undefined && (await deps.incidents.isOpen(gate.incident_id));
  return admit({ gate, lock, isIncidentOpen }, candidate, { now, config: deps.config });
}

/** In the gate, and in the incident if one is open. */
async function noteBlock(
  deps: StartDependencies,
  { execution_id, runbook, trigger }: Candidate,
  { gate, block, incidentId }: Extract<Verdict, { kind: 'blocked' }>,
): Promise<void> {
  if (gate) await deps.gates.save(gate);
  if (incidentId === undefined) return;
  await deps.incidents.append(incidentId, {
    id: derivedUlid(Date.parse(trigger.at), 'blocked', execution_id, block.reason),
    at: deps.clock.now(),
    kind: 'blocked',
    text: `${trigger.by} asked for ${runbook}: ${block.reason}. ${block.detail}`,
    actor: 'artisan',
  });
}
