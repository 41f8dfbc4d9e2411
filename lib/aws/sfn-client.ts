import { SFNClient } from '@aws-sdk/client-sfn';

/** As for DynamoDB (dynamodb-client.ts), but Step Functions takes 30 ms where that takes 5. */
const ATTEMPT_TIMEOUT_MS = 2_000;
const CONNECTION_TIMEOUT_MS = 500;
const MAX_ATTEMPTS = 3;

export function createSfnClient(): SFNClient {
  return new SFNClient({
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: {
      requestTimeout: ATTEMPT_TIMEOUT_MS,
      throwOnRequestTimeout: true,
      connectionTimeout: CONNECTION_TIMEOUT_MS,
    },
  });
}
