import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { createEndpoint } from '../../../local/aws-endpoint/endpoint.ts';
import { openGatekeeper } from '../../../local/aws-endpoint/open-gatekeeper.ts';
import type { MovableClock } from '../../../local/clock/clock.ts';
import { createMovableClock } from '../../../local/clock/movable-clock.ts';
import { createDynamoDb, type DynamoDb } from '../../../local/dynamodb/create-dynamodb.ts';
import { serve } from '../serve.ts';

export const ENVIRONMENT = { account: '123456789012', region: 'eu-north-1' };

export interface LocalDynamoDb {
  readonly client: DynamoDBClient;
  readonly url: string;
  readonly clock: MovableClock;
  readonly dynamodb: DynamoDb;
  stop(): Promise<void>;
}

/** A clock that stands still at a whole second, unless given one that runs. */
export async function startLocalDynamoDb(
  options: { readonly path?: string; readonly clock?: MovableClock } = {},
): Promise<LocalDynamoDb> {
  const clock = options.clock ?? createMovableClock({ running: false, startAt: 1_800_000_000_000 });
  const dynamodb = createDynamoDb({
    clock,
    environment: ENVIRONMENT,
    ...(options.path !== undefined && { path: options.path }),
  });
  await dynamodb.provision([]);
  const server = createEndpoint({
    jsonServices: [dynamodb.service],
    restServices: [],
    gatekeeper: openGatekeeper,
  });
  const { url, close } = await serve(server);
  const client = clientOf(url);
  return {
    client,
    url,
    clock,
    dynamodb,
    stop: async () => {
      client.destroy();
      await close();
      await dynamodb.close();
    },
  };
}

/** Without retries: an error is to be seen, not to be slept over. */
export function clientOf(endpoint: string, options: DynamoDBClientConfig = {}): DynamoDBClient {
  return new DynamoDBClient({
    endpoint,
    region: ENVIRONMENT.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    ...options,
  });
}
