import type { TaskState } from './definition.ts';
import { LARGEST, type FieldReader } from './field-reader.ts';
import { checkLambdaArguments } from './lambda-arguments.ts';
import { parseCatch } from './parse-catch.ts';
import { parseFlow, parseWrites } from './parse-flow.ts';
import { parseRetry } from './parse-retry.ts';
import { parseTaskResource, type TaskResource } from './task-resource.ts';

const SECONDS = { min: 1, max: LARGEST };

export function parseTask(name: string, reader: FieldReader): TaskState {
  const state: TaskState = {
    type: 'Task',
    name,
    resource: parseResource(reader),
    arguments: reader.template('Arguments'),
    timeoutSeconds: reader.integerTemplate('TimeoutSeconds', SECONDS),
    heartbeatSeconds: reader.integerTemplate('HeartbeatSeconds', SECONDS),
    retry: parseRetry(reader),
    catch: parseCatch(reader),
    next: parseFlow(reader),
    ...parseWrites(reader),
  };
  checkHeartbeat(reader, state);
  if (state.resource.target === 'lambda') checkLambdaArguments(reader, state.arguments);
  return state;
}

function parseResource(reader: FieldReader): TaskResource {
  try {
    return parseTaskResource(reader.requiredText('Resource'));
  } catch (error) {
    if (reader.has('Resource'))
      reader.complain('Resource', error instanceof Error ? error.message : String(error));
    return parseTaskResource('arn:aws:states:::lambda:invoke');
  }
}

function checkHeartbeat(reader: FieldReader, { timeoutSeconds, heartbeatSeconds }: TaskState): void {
  if (timeoutSeconds?.kind !== 'constant' || heartbeatSeconds?.kind !== 'constant') return;
  if (Number(heartbeatSeconds.value) >= Number(timeoutSeconds.value)) {
    reader.complain('HeartbeatSeconds', 'HeartbeatSeconds must be smaller than TimeoutSeconds');
  }
}
