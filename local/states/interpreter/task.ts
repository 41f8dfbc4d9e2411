import type { TaskState } from '../asl/definition.ts';
import { exceedsPayloadLimit } from '../data-limit.ts';
import type { TaskResource } from '../asl/task-resource.ts';
import type { AttemptProgress, ScheduledTask } from '../executions/frame-progress.ts';
import type { Template } from '../jsonata/template.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Frame } from './frame.ts';
import { dataLimitExceeded, OpenTask } from './open-task.ts';
import { StatesError } from './states-error.ts';
import { expectPositive } from './typed-result.ts';
import type { Exit, Visit } from './visit.ts';

/**
 * A task that a restart interrupted keeps its arguments, its token and its time-outs. Its call is made again unless it
 * was answered: at least once, as on AWS.
 */
export async function runTask(visit: Visit, state: TaskState, progress: AttemptProgress): Promise<Exit> {
  const { scheduled } = progress;
  visit.taskToken = scheduled?.token;
  const result = progress.result
    ? progress.result.value
    : await perform(visit.frame, state.resource, scheduled ?? (await schedule(visit, state)));
  return visit.leave(state, state.next, { fallback: result, result });
}

async function schedule(visit: Visit, state: TaskState): Promise<ScheduledTask> {
  const { frame } = visit;
  const { resourceType, resource, pattern } = state.resource;
  const { clock, region, tokens } = frame.runtime;
  const token = pattern === 'task-token' ? tokens.create(frame.execution.start.executionArn) : undefined;
  visit.taskToken = token;
  const timeoutSeconds = await seconds(visit, 'TimeoutSeconds', state.timeoutSeconds);
  const heartbeatSeconds = await seconds(visit, 'HeartbeatSeconds', state.heartbeatSeconds);
  const input = state.arguments ? await visit.evaluate(state.arguments, 'Arguments') : visit.input;
  const parameters = JSON.stringify(input);
  if (exceedsPayloadLimit(parameters)) throw dataLimitExceeded(state.name);
  const details: JsonObject = {
    resourceType,
    resource,
    region,
    parameters,
    ...(timeoutSeconds !== undefined && { timeoutInSeconds: timeoutSeconds }),
    ...(heartbeatSeconds !== undefined && { heartbeatInSeconds: heartbeatSeconds }),
  };
  frame.record('TaskScheduled', details, token === undefined ? {} : { token });
  frame.record('TaskStarted', { resourceType, resource });
  return { arguments: input, timeoutSeconds, heartbeatSeconds, token, scheduledAt: clock.now() };
}

async function seconds(visit: Visit, field: string, template: Template | undefined) {
  return template && expectPositive(template, field, await visit.evaluate(template, field));
}

async function perform(frame: Frame, resource: TaskResource, scheduled: ScheduledTask): Promise<Json> {
  const { runtime } = frame;
  const { token } = scheduled;
  const task = new OpenTask(frame, resource, scheduled);
  if (token !== undefined) runtime.tokens.open(token, task);
  try {
    void call(task, { frame, resource }, scheduled).catch((error: unknown) => {
      task.fail(error instanceof StatesError ? error : new StatesError('States.Runtime', String(error)));
    });
    return await task.outcome;
  } finally {
    task.close();
    if (token !== undefined) runtime.tokens.close(token);
  }
}

interface Caller {
  readonly frame: Frame;
  readonly resource: TaskResource;
}

/** Makes the call and settles the task with the answer, unless a callback or a job brings the result. */
async function call(task: OpenTask, { frame, resource }: Caller, scheduled: ScheduledTask): Promise<void> {
  const integration = frame.runtime.integrationFor(resource);
  const { execution, cancellation } = frame;
  const { submitted } = scheduled;
  const answer = submitted?.answer ?? (await integration.call({ execution, arguments: scheduled.arguments }));
  if (resource.pattern === 'request-response') {
    task.succeed(answer);
    return;
  }
  if (!submitted) task.submit(answer);
  if (integration.follow && task.isOpen) task.succeed(await integration.follow(answer, cancellation));
}
