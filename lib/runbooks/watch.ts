import type { ExecutionItem, OpenExecution } from '../contracts/execution-item.ts';
import { candidatesOfMarks } from './candidates.ts';
import { dispatch, type DispatchDependencies } from './dispatch.ts';
import { forEach } from './each.ts';
import { endExecution, finishEnding, hasEnded } from './end.ts';
import type { RunawayMarks } from './ports.ts';
import { startAdmitted } from './start.ts';

export interface WatchDependencies extends DispatchDependencies {
  readonly marks: RunawayMarks;
}

export interface Watched {
  readonly open: number;
  /** Executions that neither start nor end as they should. */
  readonly stuck: number;
}

/** Step Functions shows an execution some seconds after it was started; one that is not there by then is lost. */
const LOST_AFTER_MS = 10 * 60_000;
/** By then several looks have tried to start it, or to learn of its end. */
const STUCK_AFTER_MS = 5 * 60_000;

/**
 * What nobody else does: starts runbooks for marked runs of which no event tells, starts again what was cut short, ends
 * what has ended unseen, and finishes endings. Repeatable, and safe beside dispatcher and endings.
 */
export async function watchRunbooks(deps: WatchDependencies): Promise<Watched> {
  const open = await deps.executions.open();
  let stuck = 0;
  const failed: unknown[] = [];
  const noted = async (work: Promise<void>) => {
    await work.catch((error: unknown) => failed.push(error));
  };
  await noted(
    forEach(open, async (execution) => {
      if (await isStuck(deps, execution)) stuck += 1;
    }),
  );
  await noted(dispatchMarks(deps));
  if (failed.length > 0) throw failed[0];
  return { open: open.length, stuck };
}

/** One execution for each marked run, whoever is first to find it. */
export async function dispatchMarks(deps: WatchDependencies): Promise<void> {
  const [runbooks, marks] = await Promise.all([deps.runbooks.all(), deps.marks.list()]);
  await forEach(candidatesOfMarks(runbooks, marks), (candidate) => dispatch(deps, candidate));
}

async function isStuck(deps: WatchDependencies, { execution_id: id }: OpenExecution): Promise<boolean> {
  const execution = await deps.executions.read(id);
  if (!execution) return false;
  if (hasEnded(execution)) await finishEnding(deps, execution);
  else if (execution.status === 'starting') await startAgain(deps, execution);
  else await endIfOver(deps, execution);
  return deps.clock.now() > (await patienceWith(deps, execution));
}

async function startAgain(deps: WatchDependencies, execution: ExecutionItem): Promise<void> {
  // Whoever has admitted it is about to start it.
  if (deps.clock.now() < execution.created_at + deps.config.start_patience_ms) return;
  await startAdmitted(deps, execution);
}

async function endIfOver(deps: WatchDependencies, execution: ExecutionItem): Promise<void> {
  const machine = await deps.machines.describe(execution);
  if (machine?.status === 'running') {
    if (execution.stop) await deps.machines.stop(execution, execution.stop.reason);
    return;
  }
  if (machine) {
    const { status, stoppedAt: at, error, cause } = machine;
    await endExecution(deps, execution.execution_id, {
      status,
      ...(at !== undefined && { at }),
      ...(error !== undefined && { error }),
      ...(cause !== undefined && { cause }),
    });
  } else if (deps.clock.now() > execution.created_at + LOST_AFTER_MS) {
    const cause = 'Step Functions knows nothing of it: its state machine was replaced or deleted';
    await endExecution(deps, execution.execution_id, { status: 'failed', error: 'ExecutionLost', cause });
  }
}

async function patienceWith(deps: WatchDependencies, execution: ExecutionItem): Promise<number> {
  const { created_at, ended_at = created_at, runbook: id, status } = execution;
  if (status !== 'running') return ended_at + STUCK_AFTER_MS;
  const runbook = (await deps.runbooks.all()).find((one) => one.id === id);
  return created_at + (runbook?.timeout_seconds ?? 0) * 1_000 + STUCK_AFTER_MS;
}
