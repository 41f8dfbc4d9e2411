import type { Execution } from '../executions/execution.ts';
import type { JsonObject } from '../json.ts';
import type { MapItem } from './frame.ts';
import { toTimestamp } from './timestamp.ts';

interface Circumstances {
  readonly execution: Execution;
  readonly stateName: string;
  /** Milliseconds since the epoch. */
  readonly enteredAt: number;
  /** Of states that can be retried. */
  readonly retryCount: number | undefined;
  readonly taskToken: string | undefined;
  readonly mapItem: MapItem | undefined;
}

/** `$states.context` ("Accessing execution data from the Context object"). */
export function contextObject({
  execution,
  mapItem,
  taskToken,
  retryCount,
  ...state
}: Circumstances): JsonObject {
  const { start, machine } = execution;
  return {
    Execution: {
      Id: start.executionArn,
      Input: execution.input,
      Name: start.name,
      RoleArn: start.roleArn,
      StartTime: toTimestamp(start.startDate),
      RedriveCount: 0,
    },
    State: {
      Name: state.stateName,
      EnteredTime: toTimestamp(state.enteredAt),
      ...(retryCount !== undefined && { RetryCount: retryCount }),
    },
    StateMachine: { Id: start.stateMachineArn, Name: machine.name },
    ...(taskToken !== undefined && { Task: { Token: taskToken } }),
    ...(mapItem && { Map: { Item: { Index: mapItem.Index, Value: mapItem.Value } } }),
  };
}
