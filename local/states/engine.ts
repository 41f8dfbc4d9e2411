import type { TaskResource } from './asl/task-resource.ts';
import type { Subject } from './api/operation.ts';
import type { Execution } from './executions/execution.ts';
import { executionFolder } from './executions/execution-folder.ts';
import { inMemory } from './executions/execution-storage.ts';
import { Executions } from './executions/executions.ts';
import { Interrupted } from './executions/interrupted.ts';
import { startExecution } from './executions/starter.ts';
import { statusEvent } from './executions/status-event.ts';
import { awsIntegration } from './integrations/aws.ts';
import type { Integration } from './integrations/integration.ts';
import { lambdaIntegration } from './integrations/lambda.ts';
import { nestedExecutionIntegration, type NestedExecutions } from './integrations/nested-execution.ts';
import { launch } from './interpreter/launch.ts';
import type { Runtime } from './interpreter/runtime.ts';
import { TaskTokens } from './interpreter/task-tokens.ts';
import { createFunctions } from './jsonata/functions.ts';
import { Machines } from './machines/machines.ts';
import type { StatesOptions } from './states-api.ts';

export interface Engine extends Subject {
  /** Goes on with what a restart interrupted. */
  resume(): void;
}

/** Puts machines, executions and the interpreter together. */
export function createEngine(options: StatesOptions): Engine {
  const { clock, random = Math.random, log = toStderr } = options;
  const machines = new Machines();
  const executions = new Executions(clock);
  const storage = options.stateDir === undefined ? inMemory : executionFolder(options.stateDir, log);
  const tell = teller(options, log);
  const onEnd = (execution: Execution) => {
    executions.announceEnd(execution);
    tell(execution);
  };
  const interrupted = new Interrupted(storage, { clock, executions, onEnd, log });
  const runtime: Runtime = {
    clock,
    random,
    log,
    region: options.environment.region,
    functions: createFunctions({ clock, random }),
    tokens: new TaskTokens(),
    integrationFor: integrations(options, {
      whenEnded: (executionArn) => executions.whenEnded(executionArn),
      stop: (executionArn) => executions.find(executionArn)?.finish('ABORTED', {}),
    }),
    takeProgress: (execution, path) => interrupted.takeProgress(execution, path),
  };
  const onStart = (execution: Execution) => {
    tell(execution);
    launch(runtime, execution);
  };
  const findMachine = (arn: string) => machines.find(arn);
  return {
    machines,
    executions,
    tokens: runtime.tokens,
    start: (request) => startExecution({ clock, executions, storage, findMachine, onStart, onEnd }, request),
    resume: () => {
      interrupted.resume({
        findMachine,
        launch: (execution) => {
          launch(runtime, execution);
        },
        tell,
      });
    },
  };
}

/** Tells of a status change. An end is marked as told, so that it is told again after a crash in between. */
function teller({ onStatusChange }: StatesOptions, log: (line: string) => void) {
  return (execution: Execution): void => {
    const { status, start } = execution;
    const publish = async () => onStatusChange?.(statusEvent(execution));
    publish().then(
      () => {
        if (status !== 'RUNNING') execution.markTold(status);
      },
      (error: unknown) => {
        log(`The event that ${start.executionArn} is ${status} could not be published: ${String(error)}`);
      },
    );
  };
}

function integrations(
  options: StatesOptions,
  nested: NestedExecutions,
): (resource: TaskResource) => Integration {
  const lambda = lambdaIntegration(options);
  return (resource) => {
    if (resource.target === 'lambda') return lambda;
    if (resource.pattern === 'sync') return nestedExecutionIntegration(resource, options.callAws, nested);
    return awsIntegration(resource, options.callAws);
  };
}

function toStderr(line: string): void {
  process.stderr.write(`states: ${line}\n`);
}
