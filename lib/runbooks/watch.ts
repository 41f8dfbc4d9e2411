import type { ExecutionItem } from '../contracts/execution-item.ts';
import { attemptEach } from './each.ts';
import { endExecution, finishEnding, hasEnded } from './end.ts';
import { dispatchMarks, type MarkDependencies } from './marks.ts';
import { startAdmitted } from './start.ts';

export interface Watched {
  /** Executions that had not been closed. */
  readonly looked: number;
  /** Those that should have started or ended long ago. */
  readonly stuck: number;
  /** What could not be done: the next look tries again. */
  readonly failures: readonly unknown[];
}

/** Step Functions shows an execution some seconds after it was started; one that is not there by then is lost. */
const LOST_AFTER_MS = 10 * 60_000;
/** By then several looks have tried to start it, or to finish its ending. */
const STUCK_AFTER_MS = 5 * 60_000;

/**
 * What nobody else does: starts runbooks for marked runs of which no event tells, starts again what was cut short, ends
 * what has ended unseen, and finishes endings. Repeatable, and safe beside dispatcher and endings.
 * @throws StoreUnavailableError, StoreDeniedError when it cannot see what there is
 */
export async function watchRunbooks(deps: MarkDependencies): Promise<Watched> {
  const open = await deps.executions.open();
  let stuck = 0;
  const failures = await attemptEach(open, async (line) => {
    const execution = await deps.executions.read(line.execution_id);
    if (!execution) return;
    if (await isLate(deps, execution)) stuck += 1;
    await bringOn(deps, execution);
  });
  return { looked: open.length, stuck, failures: [...failures, ...(await dispatchMarks(deps))] };
}

async function bringOn(deps: MarkDependencies, execution: ExecutionItem): Promise<void> {
  if (hasEnded(execution)) await finishEnding(deps, execution);
  else if (execution.status === 'running') await endIfOver(deps, execution);
  // Whoever has admitted it a moment ago is about to start it.
  else if (deps.clock.now() >= execution.created_at + deps.config.start_patience_ms)
    await startAdmitted(deps, execution);
}

async function endIfOver(deps: MarkDependencies, execution: ExecutionItem): Promise<void> {
  const { execution_id: id, stop, created_at } = execution;
  const machine = await deps.machines.describe(execution);
  if (machine?.status === 'running') {
    if (stop) await deps.machines.stop(execution, stop.reason);
  } else if (machine) {
    await endExecution(deps, id, machine);
  } else if (deps.clock.now() > created_at + LOST_AFTER_MS) {
    const cause = 'Step Functions knows nothing of it: its state machine was replaced or deleted';
    await endExecution(deps, id, { status: 'failed', error: 'ExecutionLost', cause });
  }
}

async function isLate({ clock, runbooks }: MarkDependencies, execution: ExecutionItem): Promise<boolean> {
  const { created_at, ended_at = created_at, runbook: id, status } = execution;
  if (status !== 'running') return clock.now() > ended_at + STUCK_AFTER_MS;
  const runbook = (await runbooks.all()).find((one) => one.id === id);
  return clock.now() > created_at + (runbook?.timeout_seconds ?? 0) * 1_000 + STUCK_AFTER_MS;
}
