import { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/**
 * One attempt and its connection may take this long; a healthy call takes 5 ms. Three attempts with the SDK's
 * jittered backoff (50 and 100 ms at most) end within 1.7 s, well before the caller's patience and the function's
 * time-out.
 */
const ATTEMPT_TIMEOUT_MS = 500;
const CONNECTION_TIMEOUT_MS = 250;
const MAX_ATTEMPTS = 3;

export function createDynamoDbClient(): DynamoDBClient {
  return new DynamoDBClient({
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: {
      requestTimeout: ATTEMPT_TIMEOUT_MS,
      throwOnRequestTimeout: true,
      connectionTimeout: CONNECTION_TIMEOUT_MS,
    },
  });
}
