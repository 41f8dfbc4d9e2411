import type { Gatekeeper } from '../aws-endpoint/gatekeeper.ts';
import type { RestService } from '../aws-endpoint/service.ts';
import type { Clock } from '../clock/clock.ts';
import type { SharedTime } from '../clock/shared-time.ts';
import type { Environment, Resource } from '../cloud-assembly/resource.ts';
import type { Credentials } from '../iam/credentials.ts';
import type { ServiceCaller } from '../iam/policy/resource-policy.ts';
import type { LogSink } from '../logs/log-event.ts';
import type { QueueSender } from '../sqs/sqs-api.ts';
import type { AsyncInvoker, Invoker } from './invoker.ts';

export interface LambdaOptions {
  readonly clock: Clock & SharedTime;
  readonly environment: Environment;
  readonly logs: LogSink;
  /** The folder of a function's code, by its logical id. */
  readonly codeFolderOf: (logicalId: string) => string;
  /** What a function signs with, by the ARN of its role. */
  readonly credentialsOf: (roleArn: string) => Credentials;
  /** AWS_ENDPOINT_URL of the functions. */
  readonly awsUrl: string;
  readonly gatekeeper: Gatekeeper;
  /** Destinations and dead-letter queues of asynchronous events. */
  readonly queues: QueueSender;
  /** How many invocations may run at once. Default: 1,000, as for a new account. */
  readonly accountConcurrency?: number;
  /** How long a module may take to load. Default: 10 s, as on AWS. */
  readonly initTimeoutSeconds?: number;
  /** Keeps copies of the code, and what was compiled of it: see StackOptions. Default: they go in the end. */
  readonly codeCache?: string;
  /** A folder of its own that keeps asynchronous events over restarts. Default: in memory only. */
  readonly stateDir?: string;
  /** Told of each invocation, for the metrics of AWS/Lambda. */
  readonly onInvocation?: (record: InvocationRecord) => void;
  /** Called as an invocation begins; what it returns, as it ends. */
  readonly onRun?: () => () => void;
  /** Asked before and after each call of the REST API: see CallHooks. */
  readonly hooks?: CallHooks;
}

/** Where tests break calls: either may return a promise that hangs. */
export interface CallHooks {
  /** Nothing of the call has happened. Throw an AwsError to have it fail. */
  readonly beforeCall?: (call: { operation: string; resource: string }) => Promise<void> | void;
  /** It has happened and the caller does not know. Answer `reset` to break the connection. */
  readonly afterCall?: (call: {
    operation: string;
    resource: string;
  }) => Promise<'reset' | undefined> | 'reset' | undefined;
}

export interface InvocationRecord {
  readonly functionName: string;
  /** Milliseconds since the epoch by the stack's clock. */
  readonly startedAt: number;
  readonly outcome: 'success' | 'error' | 'throttled';
  /** Undefined when throttled. */
  readonly durationMs: number | undefined;
  /** Invocations of the function that ran at that time, this one included. */
  readonly concurrent: number;
}

export interface Lambda extends Invoker, AsyncInvoker {
  /** Whether the template permits a service to invoke the function. Throws AwsError AccessDeniedException. */
  authorizeInvoke(caller: ServiceCaller, functionName: string): void;
  /** Invoke, GetFunction, GetFunctionConfiguration. Register it before a service that takes any path (S3). */
  readonly restService: RestService;
  /**
   * Takes AWS::Lambda::Function, Version, Alias, Permission and EventInvokeConfig out of all resources of a template,
   * once. Throws a sentence for what is not supported.
   */
  provision(resources: readonly Resource[]): void;
  /** Ends every sandbox. What runs fails. */
  close(): Promise<void>;
}
