import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import type { LocalStack } from '../../local/stack.ts';

/** Clients of a running stack with the rights of its owner, to look behind the API. */
export function awsClients({ awsUrl, region, root }: LocalStack) {
  const config = { endpoint: awsUrl, region, credentials: root.credentials };
  const cloudwatch = new CloudWatchClient(config);
  const dynamodb = new DynamoDBClient(config);
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const destroy = () => {
    for (const client of [cloudwatch, dynamodb, s3]) client.destroy();
  };
  return { cloudwatch, dynamodb, s3, destroy };
}
