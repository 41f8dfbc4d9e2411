import type { Execution } from '../executions/execution.ts';
import { Cancelled } from './cancellation.ts';
import { Frame } from './frame.ts';
import { runGroup } from './run-group.ts';
import type { Runtime } from './runtime.ts';
import { runtimeError, StatesError } from './states-error.ts';

/** Sets an execution going, or going on from where a restart interrupted it. */
export function launch(runtime: Runtime, execution: Execution): void {
  limitTime(runtime, execution);
  const { definition } = execution.machine;
  const root = new Frame({ runtime, execution, group: definition, path: '' });
  runGroup(root, execution.input, root.takeProgress())
    .then(
      (output) => {
        execution.finish('SUCCEEDED', { output: JSON.stringify(output) }, root.lastEventId);
      },
      (error: unknown) => {
        if (error instanceof Cancelled) return;
        const failure = error instanceof StatesError ? error : runtimeError(String(error));
        execution.finish('FAILED', failure.details, root.lastEventId);
      },
    )
    .catch((error: unknown) => {
      runtime.log(`The end of ${execution.start.executionArn} could not be recorded: ${String(error)}`);
    });
}

/** The machine's TimeoutSeconds. */
function limitTime({ clock }: Runtime, execution: Execution): void {
  const { timeoutSeconds } = execution.machine.definition;
  if (timeoutSeconds === undefined) return;
  const timeOut = () => {
    execution.finish('TIMED_OUT', {});
  };
  const deadline = execution.start.startDate + 1000 * timeoutSeconds;
  execution.cancellation.onCancel(clock.setTimer(timeOut, deadline - clock.now()));
}
