import type { AwsService } from '../states-api.ts';

/** How a task waits: for the answer, for a callback with its token, or for the job that it starts. */
export type IntegrationPattern = 'request-response' | 'task-token' | 'sync';

/** What a task calls. */
export type TaskResource = {
  /** As history shows it, e.g. `lambda` or `aws-sdk:dynamodb`. */
  readonly resourceType: string;
  /** As history shows it, e.g. `invoke.waitForTaskToken`. */
  readonly resource: string;
  readonly pattern: IntegrationPattern;
} & ({ readonly target: 'lambda' } | AwsTarget);

/** A call of an AWS service: `optimized` integrations name errors and shape arguments in their own way. */
export interface AwsTarget {
  readonly target: 'aws';
  readonly optimized: boolean;
  readonly service: AwsService;
  /** As in X-Amz-Target, e.g. `PutItem`. */
  readonly operation: string;
}

const PATTERNS: Readonly<Record<string, IntegrationPattern>> = {
  '': 'request-response',
  '.waitForTaskToken': 'task-token',
  '.sync:2': 'sync',
};

const OPTIMIZED: Readonly<
  Record<string, { readonly service: AwsService; readonly patterns: readonly IntegrationPattern[] }>
> = {
  'dynamodb:getItem': { service: 'dynamodb', patterns: ['request-response'] },
  'dynamodb:putItem': { service: 'dynamodb', patterns: ['request-response'] },
  'dynamodb:updateItem': { service: 'dynamodb', patterns: ['request-response'] },
  'dynamodb:deleteItem': { service: 'dynamodb', patterns: ['request-response'] },
  'events:putEvents': { service: 'eventbridge', patterns: ['request-response', 'task-token'] },
  'sqs:sendMessage': { service: 'sqs', patterns: ['request-response', 'task-token'] },
  'states:startExecution': { service: 'sfn', patterns: ['request-response', 'task-token', 'sync'] },
};

const SDK_SERVICES: readonly AwsService[] = ['cloudwatch', 'dynamodb', 'eventbridge', 'sfn', 'sqs', 'ssm'];

const INTEGRATION = /^arn:[^:]+:states:::(?<action>[^.]+?)(?<suffix>\.waitForTaskToken|\.sync(?::2)?)?$/;

/** Throws Error with a sentence when the resource is not supported here. */
export function parseTaskResource(arn: string): TaskResource {
  const { action, suffix = '' } = INTEGRATION.exec(arn)?.groups ?? {};
  const pattern = PATTERNS[suffix];
  if (action === undefined || pattern === undefined) throw unsupported(arn);
  const separator = action.lastIndexOf(':');
  const resourceType = action.slice(0, separator);
  const operation = action.slice(separator + 1);
  const shown = { resourceType, resource: `${operation}${suffix}`, pattern };
  if (action === 'lambda:invoke' && pattern !== 'sync') return { ...shown, target: 'lambda' };
  const optimized = OPTIMIZED[action];
  if (optimized?.patterns.includes(pattern)) {
    return { ...shown, ...awsTarget(optimized.service, operation), optimized: true };
  }
  const sdkService = SDK_SERVICES.find((service) => resourceType === `aws-sdk:${service}`);
  if (!sdkService || pattern === 'sync' || !/^[a-z][A-Za-z0-9]*$/.test(operation)) throw unsupported(arn);
  return { ...shown, ...awsTarget(sdkService, operation), optimized: false };
}

function awsTarget(service: AwsService, operation: string): Omit<AwsTarget, 'optimized'> {
  return { target: 'aws', service, operation: `${operation.charAt(0).toUpperCase()}${operation.slice(1)}` };
}

function unsupported(arn: string): Error {
  return new Error(
    `The resource '${arn}' is not supported by this local stack. Supported are arn:aws:states:::lambda:invoke, ` +
      `${Object.keys(OPTIMIZED).join(', ')}, each with .waitForTaskToken where AWS has it, states:startExecution.sync:2, ` +
      `and arn:aws:states:::aws-sdk:<service>:<operation> for ${SDK_SERVICES.join(', ')}`,
  );
}
