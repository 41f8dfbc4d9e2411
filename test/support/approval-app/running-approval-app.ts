import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { startStack, type LocalStack } from '../../../local/stack.ts';
import type { AwsJsonClient } from '../aws-json-client.ts';
import { until } from '../until.ts';
import { stepFunctionsClient } from './step-functions-client.ts';

interface Execution {
  readonly executionArn: string;
  readonly name: string;
  readonly status: string;
}

/** The sample app on a local stack that checks signatures and permissions, and what happens in it. */
export interface RunningApprovalApp {
  readonly stepFunctions: AwsJsonClient;
  raiseAlarm(): Promise<void>;
  /** The first execution, once it waits, with the token that the approver finds. */
  waiting(): Promise<Execution & { readonly token: string }>;
  ended(executionArn: string): Promise<Readonly<Record<string, unknown>>>;
  executions(): Promise<readonly Execution[]>;
  /** Keys of the objects that were written. */
  keys(): Promise<readonly (string | undefined)[]>;
  object(key: string): Promise<unknown>;
  stop(): Promise<void>;
}

export async function startApprovalApp(options: {
  readonly assemblyDir: string;
  readonly stateDir?: string;
}): Promise<RunningApprovalApp> {
  const stack = await startStack({ ...options, port: 0, awsPort: 0 });
  const { clock, outputs } = stack;
  const config = { endpoint: stack.awsUrl, region: stack.region, credentials: stack.root.credentials };
  const clients = {
    cloudwatch: new CloudWatchClient(config),
    dynamodb: new DynamoDBClient(config),
    s3: new S3Client({ ...config, forcePathStyle: true }),
  };
  const stepFunctions = stepFunctionsClient(stack);
  return {
    stepFunctions,
    raiseAlarm: async () => {
      const datum = {
        MetricName: 'Queued',
        Value: 500,
        StorageResolution: 1,
        Timestamp: new Date(clock.now()),
      };
      await clients.cloudwatch.send(new PutMetricDataCommand({ Namespace: 'Shop', MetricData: [datum] }));
      await clock.advance(20_000);
    },
    ...executionsOf(outputs, stepFunctions, clients.dynamodb),
    ...reportsOf(outputs, clients.s3),
    stop: async () => {
      for (const client of Object.values(clients)) client.destroy();
      await stack.stop();
    },
  };
}

function executionsOf(
  { MachineArn, TableName }: LocalStack['outputs'],
  stepFunctions: AwsJsonClient,
  dynamodb: DynamoDBClient,
) {
  const executions = async (): Promise<readonly Execution[]> => {
    const input = { stateMachineArn: MachineArn };
    return (await stepFunctions<{ executions: Execution[] }>('ListExecutions', input)).executions;
  };
  const lastEvent = async (executionArn: string): Promise<string | undefined> => {
    const input = { executionArn, reverseOrder: true, maxResults: 1 };
    const { events } = await stepFunctions<{ events: { type: string }[] }>('GetExecutionHistory', input);
    return events[0]?.type;
  };
  const tokenOf = async (name: string): Promise<string> => {
    const Key = { execution: { S: name } };
    const { Item } = await dynamodb.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
    return Item?.['token']?.S ?? '';
  };
  return {
    executions,
    waiting: async () => {
      let found: Execution | undefined;
      await until(async () => {
        [found] = await executions();
        return found !== undefined && (await lastEvent(found.executionArn)) === 'TaskSubmitted';
      });
      if (!found) throw new Error('No execution waits');
      return { ...found, token: await tokenOf(found.name) };
    },
    ended: async (executionArn: string) => {
      const describe = () => stepFunctions('DescribeExecution', { executionArn });
      await until(async () => (await describe())['status'] !== 'RUNNING');
      return describe();
    },
  };
}

function reportsOf({ BucketName: Bucket }: LocalStack['outputs'], s3: S3Client) {
  return {
    keys: async () => {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
      return Contents.map(({ Key }) => Key);
    },
    object: async (Key: string): Promise<unknown> => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
      return JSON.parse((await Body?.transformToString()) ?? '');
    },
  };
}
