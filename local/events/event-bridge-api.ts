import type { JsonService } from '../aws-endpoint/service.ts';
import type { Clock } from '../clock/clock.ts';
import type { Environment, Resource } from '../cloud-assembly/resource.ts';
import type { AsyncInvoker } from '../lambda/invoker.ts';
import type { QueueSender } from '../sqs/sqs-api.ts';
import type { TargetKind } from './target.ts';

/** An event of an AWS service, e.g. `aws.cloudwatch` or `aws.states`, for the default bus. */
export interface ServiceEvent {
  readonly source: string;
  readonly detailType: string;
  /** ARNs. */
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
  /** Milliseconds since the epoch; the clock's now when absent. */
  readonly time?: number;
}

export interface EventPublisher {
  publish(event: ServiceEvent): void;
}

/** How EventBridge starts a state machine. Throws AwsError, e.g. StateMachineDoesNotExist. */
export type StartExecution = (request: {
  readonly stateMachineArn: string;
  /** Made of the event's id and the target, so that a delivery repeated after a crash starts nothing twice. */
  readonly name: string;
  /** JSON text. */
  readonly input: string;
}) => Promise<unknown>;

/** A call of a target or of a dead-letter queue, as a rule is about to make it. */
export interface TargetAccess {
  readonly kind: TargetKind;
  readonly targetArn: string;
  readonly ruleArn: string;
  /** What EventBridge assumes for a state machine. */
  readonly roleArn?: string | undefined;
}

export interface EventBridgeOptions {
  readonly clock: Clock;
  readonly environment: Environment;
  readonly lambda: AsyncInvoker;
  readonly queues: QueueSender;
  readonly startExecution: StartExecution;
  /** Asked before each call of a target or dead-letter queue. Throws AwsError AccessDeniedException. */
  readonly authorize: (access: TargetAccess) => void;
  /** Where deliveries not yet made survive a restart or a kill -9. In memory when absent. */
  readonly stateDir?: string;
  /** Told of events that are dropped. Default: a line on stderr. */
  readonly log?: (line: string) => void;
}

export interface EventBridge extends EventPublisher {
  readonly service: JsonService;
  /** Takes AWS::Events::Rule and AWS::Events::EventBus. Throws a sentence for anything that is not supported. */
  provision(resources: readonly Resource[]): void;
  /** Stops schedules and retries. */
  close(): Promise<void>;
}
