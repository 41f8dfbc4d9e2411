import type { Template } from '../jsonata/template.ts';
import type { TaskResource } from './task-resource.ts';

/** A state machine whose definition was found valid and is all supported. */
export interface Definition extends StateGroup {
  readonly timeoutSeconds: number | undefined;
}

/** States that lead to one another: the machine itself, a branch of a Parallel, or the processor of a Map. */
export interface StateGroup {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
}

export type State =
  ChoiceState | FailState | MapState | ParallelState | PassState | SucceedState | TaskState | WaitState;

interface Named {
  readonly name: string;
}

/** Absent `next` is the end. */
interface Flow {
  readonly next: string | undefined;
}

/** What a state writes: its output, and variables by name. Absent: the default, and none. */
export interface Writes {
  readonly output: Template | undefined;
  readonly assign: Template | undefined;
}

export interface Policies {
  readonly retry: readonly Retrier[];
  readonly catch: readonly Catcher[];
}

export interface PassState extends Named, Flow, Writes {
  readonly type: 'Pass';
}

export interface SucceedState extends Named {
  readonly type: 'Succeed';
  readonly output: Template | undefined;
}

export interface FailState extends Named {
  readonly type: 'Fail';
  readonly error: Template | undefined;
  readonly cause: Template | undefined;
}

export interface WaitState extends Named, Flow, Writes {
  readonly type: 'Wait';
  readonly until: { readonly field: 'Seconds' | 'Timestamp'; readonly value: Template };
}

export interface ChoiceState extends Named, Writes {
  readonly type: 'Choice';
  readonly choices: readonly ChoiceRule[];
  readonly default: string | undefined;
}

export interface ChoiceRule extends Writes {
  readonly condition: Template;
  readonly next: string;
}

export interface TaskState extends Named, Flow, Writes, Policies {
  readonly type: 'Task';
  readonly resource: TaskResource;
  readonly arguments: Template | undefined;
  readonly timeoutSeconds: Template | undefined;
  readonly heartbeatSeconds: Template | undefined;
}

export interface ParallelState extends Named, Flow, Writes, Policies {
  readonly type: 'Parallel';
  readonly branches: readonly StateGroup[];
  readonly arguments: Template | undefined;
}

export interface MapState extends Named, Flow, Writes, Policies {
  readonly type: 'Map';
  readonly processor: StateGroup;
  readonly items: Template | undefined;
  readonly itemSelector: Template | undefined;
  readonly maxConcurrency: Template | undefined;
}

export interface Retrier {
  readonly errorEquals: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number | undefined;
  readonly fullJitter: boolean;
}

export interface Catcher extends Writes {
  readonly errorEquals: readonly string[];
  readonly next: string;
}
