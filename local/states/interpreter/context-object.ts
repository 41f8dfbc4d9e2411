import type { JsonObject } from '../json.ts';
import type { MapItem } from './frame.ts';
import { toTimestamp } from './timestamp.ts';
import type { Visit } from './visit.ts';

/** `$states.context` ("Accessing execution data from the Context object"). */
export function contextObject(visit: Visit, mapItem: MapItem | undefined): JsonObject {
  const { execution } = visit.frame;
  const { start, machine } = execution;
  const item = mapItem ?? visit.frame.mapItem;
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
      Name: visit.state.name,
      EnteredTime: toTimestamp(visit.enteredAt),
      ...('retry' in visit.state && { RetryCount: visit.retryCount }),
    },
    StateMachine: { Id: start.stateMachineArn, Name: machine.name },
    ...(visit.taskToken !== undefined && { Task: { Token: visit.taskToken } }),
    ...(item && { Map: { Item: { Index: item.Index, Value: item.Value } } }),
  };
}
