import type { Clock } from '../../clock/clock.ts';
import type { Execution } from './execution.ts';
import type { MachineRevision } from './execution-record.ts';
import type { ExecutionStorage } from './execution-storage.ts';
import type { Executions } from './executions.ts';
import type { FrameProgress } from './frame-progress.ts';
import { restore, type RestoredExecution } from './restore.ts';

interface Parts {
  readonly clock: Clock;
  readonly executions: Executions;
  readonly onEnd: (execution: Execution) => void;
  readonly log: (line: string) => void;
}

interface Resumption {
  readonly findMachine: (stateMachineArn: string) => MachineRevision | undefined;
  readonly launch: (execution: Execution) => void;
  readonly tell: (execution: Execution) => void;
}

/** Executions of before the restart: how far they had come, and how they go on. */
export class Interrupted {
  readonly #progress = new Map<Execution, Map<string, FrameProgress>>();
  #waiting: readonly RestoredExecution[];

  constructor(storage: ExecutionStorage, { executions, log, ...parts }: Parts) {
    this.#waiting = storage.load().flatMap((stored) => {
      try {
        return [restore(stored, parts)];
      } catch (error) {
        log(`An execution on record cannot be taken up again: ${String(error)}`);
        return [];
      }
    });
    for (const { execution } of this.#waiting) executions.add(execution);
  }

  takeProgress(execution: Execution, path: string): FrameProgress | undefined {
    const frames = this.#progress.get(execution);
    const progress = frames?.get(path);
    frames?.delete(path);
    if (frames?.size === 0) this.#progress.delete(execution);
    return progress;
  }

  /** Once, when the state machines are known: those that are gone take their executions with them. */
  resume({ findMachine, launch, tell }: Resumption): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { execution, progress, endUntold } of waiting) {
      if (endUntold) tell(execution);
      if (execution.end) continue;
      if (findMachine(execution.start.stateMachineArn)) {
        this.#progress.set(execution, progress);
        launch(execution);
      } else {
        execution.finish('ABORTED', { cause: 'The state machine does not exist any more' });
      }
    }
  }
}
