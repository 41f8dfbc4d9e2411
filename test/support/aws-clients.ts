import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { LocalStack } from '../../local/stack.ts';

/** Clients of a running stack with the rights of its owner, to look behind the API. */
export function awsClients({ awsUrl, region, root }: LocalStack) {
  const config = { endpoint: awsUrl, region, credentials: root.credentials };
  return { cloudwatch: new CloudWatchClient(config), dynamodb: new DynamoDBClient(config) };
}
