import { SSMClient } from '@aws-sdk/client-ssm';

/** A parameter is read in 20 ms; three attempts end within 5 s. */
const ATTEMPT_TIMEOUT_MS = 1_500;
const CONNECTION_TIMEOUT_MS = 500;
const MAX_ATTEMPTS = 3;

export function createSsmClient(): SSMClient {
  return new SSMClient({
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: {
      requestTimeout: ATTEMPT_TIMEOUT_MS,
      throwOnRequestTimeout: true,
      connectionTimeout: CONNECTION_TIMEOUT_MS,
    },
  });
}
