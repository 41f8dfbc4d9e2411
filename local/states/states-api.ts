import type { JsonService, Permission } from '../aws-endpoint/service.ts';
import type { Clock } from '../clock/clock.ts';
import type { Environment, Resource } from '../cloud-assembly/resource.ts';
import type { ServiceEvent } from '../events/event-bridge-api.ts';
import type { AsyncInvoker, Invoker } from '../lambda/invoker.ts';
import type { JsonObject } from './json.ts';

/** The services a task may call besides Lambda, by their names in `arn:aws:states:::aws-sdk:<service>:<operation>`. */
export type AwsService = 'cloudwatch' | 'dynamodb' | 'eventbridge' | 'sfn' | 'sqs' | 'ssm';

/** A call that a task makes, as it goes over the wire. */
export interface AwsCall {
  readonly service: AwsService;
  /** As in X-Amz-Target, e.g. `PutItem`. */
  readonly operation: string;
  readonly input: JsonObject;
  /** The state machine's role: who the call is from. */
  readonly roleArn: string;
}

/** Resolves to the service's answer. Rejects with AwsError, which the task sees as an error name. */
export type CallAws = (call: AwsCall) => Promise<unknown>;

export interface StatesOptions {
  readonly clock: Clock;
  readonly environment: Environment;
  readonly invoker: Invoker;
  /** For tasks with InvocationType `Event`; without it they fail. */
  readonly asyncInvoker?: AsyncInvoker;
  readonly callAws: CallAws;
  /** Throws AwsError AccessDeniedException when the state machine's role may not invoke the function. Default: it may. */
  readonly authorize?: (roleArn: string, permission: Permission) => void;
  /** Puts the event on the default event bus. An end that it rejects is told again after a restart. */
  readonly onStatusChange?: (event: ServiceEvent) => Promise<void> | void;
  /** A number in [0, 1): jitter and $random(). Default: Math.random. */
  readonly random?: () => number;
  /** A folder of its own where executions survive a restart or a kill -9. In memory when absent. */
  readonly stateDir?: string;
  /** Told what has no caller to tell, e.g. a journal that cannot be read. Default: a line on stderr. */
  readonly log?: (line: string) => void;
}

export interface ExecutionRequest {
  readonly stateMachineArn: string;
  /** Drawn when absent. */
  readonly name?: string;
  /** JSON text; `{}` when absent. */
  readonly input?: string;
}

export interface StartedExecution {
  readonly executionArn: string;
  /** Milliseconds since the epoch. */
  readonly startDate: number;
}

export interface States {
  /** AWSStepFunctions: AWS JSON 1.0. */
  readonly service: JsonService;
  /**
   * Takes every AWS::StepFunctions::StateMachine of a template in one call, then goes on with the executions that a
   * restart interrupted: provision functions, tables and queues before. Throws an Error that lists all that is not
   * supported. Executions of state machines that are gone are aborted.
   */
  provision(resources: readonly Resource[]): void;
  /** What StartExecution does, for event targets. Rejects with AwsError. */
  startExecution(request: ExecutionRequest): Promise<StartedExecution>;
  /** Stops every timer and listens to no task any more. Executions stay as they are, for the next start. */
  close(): Promise<void>;
}
