import type { Execution } from '../executions/execution.ts';
import type { Cancellation } from '../interpreter/cancellation.ts';
import type { Json } from '../json.ts';

export interface TaskCall {
  readonly execution: Execution;
  readonly arguments: Json;
}

/** How a task reaches what its resource names. */
export interface Integration {
  /** The service's answer. Rejects with StatesError. */
  call(call: TaskCall): Promise<Json>;
  /** For jobs (`.sync:2`): waits for the job that the answer names, whose result it gives. */
  follow?(answer: Json, cancellation: Cancellation): Promise<Json>;
}
