import type { JsonService } from '../aws-endpoint/service.ts';
import type { Clock } from '../clock/clock.ts';
import type { Environment, Resource } from '../cloud-assembly/resource.ts';
import type { ServiceCaller } from '../iam/policy/resource-policy.ts';
import type { Invoker } from '../lambda/invoker.ts';
import type { QueueDepth } from './depth.ts';
import type { MessageAttributes } from './message.ts';

export interface SqsOptions {
  readonly clock: Clock;
  readonly environment: Environment;
  /** Base of queue URLs, e.g. `http://127.0.0.1:4566`. A function: the port is known only once the endpoint listens. */
  readonly endpoint: () => string;
  /** Runs the functions of event source mappings. */
  readonly invoker: Invoker;
  /** Where queues and messages survive a restart or a kill -9. In memory when absent. */
  readonly stateDir?: string;
  /** Told what AWS would only show as a metric, e.g. a batch that failed. Default: a line on stderr. */
  readonly log?: (line: string) => void;
  /** Told how full each queue is, at each whole minute. */
  readonly onDepth?: (depth: QueueDepth) => void;
}

/** A message that another local service puts into a queue. */
export interface ServiceMessage {
  readonly body: string;
  readonly attributes?: MessageAttributes;
  /** What `SenderId` says, e.g. `events.amazonaws.com`. */
  readonly senderId: string;
}

/** What EventBridge needs of SQS: targets and dead-letter queues are named by ARN. */
export interface QueueSender {
  /** Throws AwsError QueueDoesNotExist, InvalidMessageContents, InvalidParameterValueException (too long). */
  send(queueArn: string, message: ServiceMessage): void;
}

export interface Sqs extends QueueSender {
  readonly service: JsonService;
  /** Whether the queue's policy lets a service send. Throws AwsError QueueDoesNotExist, AccessDeniedException. */
  authorizeSend(caller: ServiceCaller, queueArn: string): void;
  /**
   * Takes AWS::SQS::Queue, AWS::SQS::QueuePolicy and AWS::Lambda::EventSourceMapping (on queues) out of all resources
   * of a template, in any order. Throws a sentence for a property that is not supported.
   */
  provision(resources: readonly Resource[]): void;
  /** Stops polling and ends waiting receives. Messages in flight come back after their visibility timeout. */
  close(): Promise<void>;
}
