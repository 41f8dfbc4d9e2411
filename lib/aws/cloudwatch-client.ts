import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';

/** GetMetricData over many series takes its time; three attempts end within 10 s. */
const ATTEMPT_TIMEOUT_MS = 3_000;
const CONNECTION_TIMEOUT_MS = 500;
const MAX_ATTEMPTS = 3;

export function createCloudWatchClient(): CloudWatchClient {
  return new CloudWatchClient({
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: {
      requestTimeout: ATTEMPT_TIMEOUT_MS,
      throwOnRequestTimeout: true,
      connectionTimeout: CONNECTION_TIMEOUT_MS,
    },
  });
}
