import type { AwsTarget } from '../asl/task-resource.ts';
import type { AwsService } from '../states-api.ts';

/** How a service is called in error names and causes. */
export interface ServiceNames {
  /** Before the dot of an error name. */
  readonly prefix: string;
  /** The error of exceptions that the service's model does not name, e.g. ValidationException of DynamoDB. */
  readonly baseException: string;
  /** In causes. */
  readonly label: string;
}

/** The AWS SDK for Java 2 names errors of `aws-sdk` integrations. */
const SDK: Readonly<Record<AwsService, string>> = {
  cloudwatch: 'CloudWatch',
  dynamodb: 'DynamoDb',
  eventbridge: 'EventBridge',
  sfn: 'Sfn',
  sqs: 'Sqs',
  ssm: 'Ssm',
};

/** Version 1 of that SDK names those of the older, optimized integrations. */
const OPTIMIZED: Readonly<Record<string, ServiceNames>> = {
  dynamodb: { prefix: 'DynamoDB', baseException: 'AmazonDynamoDBException', label: 'AmazonDynamoDBv2' },
  eventbridge: {
    prefix: 'EventBridge',
    baseException: 'AmazonEventBridgeException',
    label: 'AmazonEventBridge',
  },
  sfn: { prefix: 'StepFunctions', baseException: 'AWSStepFunctionsException', label: 'AWSStepFunctions' },
  sqs: { prefix: 'SQS', baseException: 'AmazonSQSException', label: 'AmazonSQS' },
};

export const LAMBDA_NAMES: ServiceNames = {
  prefix: 'Lambda',
  baseException: 'AWSLambdaException',
  label: 'AWSLambda',
};

export function serviceNames({ service, optimized }: Pick<AwsTarget, 'service' | 'optimized'>): ServiceNames {
  const name = SDK[service];
  const ofSdk = { prefix: name, baseException: `${name}Exception`, label: name };
  return optimized ? (OPTIMIZED[service] ?? ofSdk) : ofSdk;
}
