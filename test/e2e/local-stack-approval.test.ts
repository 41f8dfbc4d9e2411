import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startStack, type LocalStack } from '../../local/stack.ts';
import { awsJsonClient } from '../support/aws-json-client.ts';
import { approvalApp } from '../support/sample-app/approval-app.ts';
import { aSample, type Sample } from '../support/sample-app/sample.ts';
import { until } from '../support/until.ts';

let sample: Sample;
let stack: LocalStack;
beforeAll(async () => {
  sample = aSample('approval.ts', approvalApp);
  stack = await startStack({ assemblyDir: sample.assemblyDir, port: 0, awsPort: 0, noAuth: true });
});
afterAll(async () => {
  await stack.stop();
  sample.remove();
});

describe('an alarm on the local stack', () => {
  it('starts a state machine through a rule, which waits for an approval and writes an object', async () => {
    const config = { endpoint: stack.awsUrl, region: stack.region, credentials: stack.root.credentials };
    const dynamodb = new DynamoDBClient(config);
    const s3 = new S3Client({ ...config, forcePathStyle: true });
    const states = awsJsonClient(stack.awsUrl, { targetPrefix: 'AWSStepFunctions', protocol: 'json-1.0' });
    const TableName = stack.outputs['TableName'] ?? '';
    const Bucket = stack.outputs['BucketName'] ?? '';
    let taskToken: string | undefined;

    await new CloudWatchClient(config).send(
      new PutMetricDataCommand({
        Namespace: 'Sample',
        MetricData: [{ MetricName: 'Failures', Value: 1, Timestamp: new Date(stack.clock.now()) }],
      }),
    );
    await stack.clock.advance(10 * 60_000);
    await until(async () => {
      const { Item } = await dynamodb.send(new GetItemCommand({ TableName, Key: { id: { S: 'open' } } }));
      taskToken = Item?.['token']?.S;
      return taskToken !== undefined;
    });
    await states('SendTaskSuccess', { taskToken, output: '{"approved_by":"me"}' });
    let text: string | undefined;
    await until(async () => {
      const found = await s3
        .send(new GetObjectCommand({ Bucket, Key: 'decision.json' }))
        .catch(() => undefined);
      text = await found?.Body?.transformToString();
      return text !== undefined;
    });

    expect(JSON.parse(text ?? '')).toEqual({ approved_by: 'me' });
  });
});
