import type { ExecutionItem } from '../contracts/execution-item.ts';
import { endExecution, type EndDependencies } from './end.ts';
import type { Machines } from './ports.ts';
import { NoMachineError } from './store-errors.ts';
import { tellIncident } from './tell-incident.ts';

export interface StartDependencies extends EndDependencies {
  readonly machines: Machines;
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
