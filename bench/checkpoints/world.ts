import { createEndpoint } from '../../local/aws-endpoint/endpoint.ts';
import { openGatekeeper } from '../../local/aws-endpoint/open-gatekeeper.ts';
import { createMovableClock } from '../../local/clock/movable-clock.ts';
import { createS3 } from '../../local/s3/create-s3.ts';
import type { RestService } from '../../local/aws-endpoint/service.ts';
import { listen } from '../listen.ts';
import { startCountedDynamoDb, type Operation } from '../operations/counted-dynamodb.ts';
import { BUCKET, createCheckpointDependencies } from './dependencies.ts';
import { REGION, runtimeVariables } from '../selections/environment.ts';

export interface CheckpointWorld {
  /** What the checkpoints function works with. */
  readonly deps: ReturnType<typeof createCheckpointDependencies>;
  /** Where DynamoDB is. */
  readonly url: string;
  readonly operations: Operation[];
  /** Method and query of each request that came in. */
  readonly s3Calls: string[];
  readonly close: () => Promise<void>;
}

/** A table and a bucket on this machine, that keep account of what they are asked. */
export async function startCheckpointWorld(): Promise<CheckpointWorld> {
  const dynamodb = await startCountedDynamoDb();
  const s3 = await startCountedS3();
  Object.assign(process.env, runtimeVariables(dynamodb.url), { AWS_ENDPOINT_URL_S3: s3.url });
  delete process.env['AWS_PROFILE'];
  return {
    deps: createCheckpointDependencies(),
    url: dynamodb.url,
    operations: dynamodb.operations,
    s3Calls: s3.calls,
    close: async () => {
      delete process.env['AWS_ENDPOINT_URL_S3'];
      await s3.close();
      await dynamodb.close();
    },
  };
}

async function startCountedS3() {
  const s3 = await createS3({
    clock: createMovableClock({ running: true }),
    environment: { account: '123456789012', region: REGION },
    access: 'open',
  });
  await s3.provision([{ logicalId: 'Bucket', type: 'AWS::S3::Bucket', physicalId: BUCKET, properties: {} }]);
  const calls: string[] = [];
  const counted: RestService = {
    accepts: (request) => s3.service.accepts(request),
    handle: (request, response) => {
      calls.push(`${request.method ?? ''} ${request.url ?? ''}`);
      return s3.service.handle(request, response);
    },
  };
  const { url, close } = await listen(
    createEndpoint({ jsonServices: [], restServices: [counted], gatekeeper: openGatekeeper }),
  );
  return { url, calls, close: () => close().then(() => s3.close()) };
}
