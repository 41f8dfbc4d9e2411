import type { Definition } from '../asl/definition.ts';

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** A state machine as it was when an execution started: an update changes later executions only. */
export interface MachineRevision {
  readonly stateMachineArn: string;
  readonly name: string;
  readonly roleArn: string;
  readonly definition: Definition;
  readonly definitionText: string;
}

/** What is known of an execution from its first moment. */
export interface ExecutionStart {
  readonly executionArn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  readonly roleArn: string;
  /** SHA-256 of the definition's text. */
  readonly definitionHash: string;
  /** JSON text, as given. */
  readonly input: string;
  /** Milliseconds since the epoch. */
  readonly startDate: number;
  /** Orders executions of one moment. */
  readonly number: number;
  readonly traceHeader?: string;
}

export interface ExecutionEnd {
  readonly status: Exclude<ExecutionStatus, 'RUNNING'>;
  readonly stopDate: number;
  /** JSON text. */
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}
