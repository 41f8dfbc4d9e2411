import type { MachineRevision } from '../executions/execution-record.ts';
import type { JsonObject } from '../json.ts';

/** A state machine of the template. */
export interface StateMachine extends MachineRevision {
  /** Milliseconds since the epoch. */
  readonly creationDate: number;
  /** As DescribeStateMachine shows it. Accepted, and nothing is logged. */
  readonly loggingConfiguration: JsonObject;
  readonly tracingEnabled: boolean;
}
