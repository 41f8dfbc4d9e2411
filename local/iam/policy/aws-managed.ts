import type { Statement } from './policy-document.ts';
import { compilePolicy } from './policy-document.ts';

/** Source: "AWS managed policy reference guide". */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'service-role/AWSLambdaBasicExecutionRole': [
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
  ],
  'service-role/AWSLambdaSQSQueueExecutionRole': [
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'logs:CreateLogGroup',
    'logs:CreateLogStream',
    'logs:PutLogEvents',
  ],
  AWSXRayDaemonWriteAccess: [
    'xray:PutTraceSegments',
    'xray:PutTelemetryRecords',
    'xray:GetSamplingRules',
    'xray:GetSamplingTargets',
    'xray:GetSamplingStatisticSummaries',
  ],
};

/** Takes the ARN of a policy that AWS keeps. Throws for one this stack has no copy of. */
export function awsManagedPolicy(arn: string): Statement[] {
  const name = arn.replace(/^arn:aws:iam::aws:policy\//, '');
  const actions = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (!actions) {
    const known = Object.keys(ACTIONS).join(', ');
    throw new Error(`The managed policy ${arn} is not supported; of AWS's own these are: ${known}`);
  }
  return compilePolicy({ Statement: [{ Effect: 'Allow', Action: [...actions], Resource: ['*'] }] });
}
