import { S3Client } from '@aws-sdk/client-s3';

/** Small calls take 50 ms; three attempts end within 10 s. */
const ATTEMPT_TIMEOUT_MS = 3_000;
const CONNECTION_TIMEOUT_MS = 500;
const MAX_ATTEMPTS = 3;

export interface S3ClientOptions {
  /** Default 3 s, for calls that take longer by nature. */
  readonly attemptTimeoutMs?: number;
  readonly maxAttempts?: number;
}

export function createS3Client(options: S3ClientOptions = {}): S3Client {
  return new S3Client({
    maxAttempts: options.maxAttempts ?? MAX_ATTEMPTS,
    // By default the SDK signs a CRC of nothing into presigned uploads.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    requestHandler: {
      requestTimeout: options.attemptTimeoutMs ?? ATTEMPT_TIMEOUT_MS,
      throwOnRequestTimeout: true,
      connectionTimeout: CONNECTION_TIMEOUT_MS,
    },
  });
}
