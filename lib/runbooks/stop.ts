import type { ExecutionItem } from '../contracts/execution-item.ts';
import { endExecution, hasEnded } from './end.ts';
import { ExecutionEndedError, UnknownExecutionError } from './errors.ts';
import type { StartDependencies } from './start.ts';

export interface StopRequest {
  readonly by: string;
  readonly reason: string;
}

/**
 * Stops an execution; its ending is the same as any other's. Repeatable by the one who stopped it.
 * @throws UnknownExecutionError; ExecutionEndedError when it has ended otherwise
 */
export async function stopExecution(
  deps: StartDependencies,
  id: string,
  { by, reason }: StopRequest,
): Promise<ExecutionItem> {
  const execution = await deps.executions.noteStop(id, { by, reason, at: deps.clock.now() });
  if (!execution) throw new UnknownExecutionError(id);
  if (hasEnded(execution)) {
    if (execution.stop?.by === by) return execution;
    throw new ExecutionEndedError(id, execution.status);
  }
  const isStarted = await deps.machines.stop(execution, `Stopped by ${by}: ${reason}`);
  // Nobody would ever tell of the end of what was never started; whoever starts it just now finds it ended.
  if (!isStarted) await endExecution(deps, id, { status: 'aborted' });
  return (await deps.executions.read(id)) ?? execution;
}
