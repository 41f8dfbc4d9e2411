import { StoreDeniedError, StoreUnavailableError } from '../shared/store-errors.ts';

const UNAVAILABLE = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'ThrottledException',
  'InternalServerError',
  'ServiceUnavailable',
  'TransactionConflictException',
  'TransactionInProgressException',
  'TimeoutError',
  'AbortError',
  'NetworkingError',
]);

const DENIED = new Set([
  'AccessDeniedException',
  'UnrecognizedClientException',
  'ExpiredTokenException',
  'InvalidSignatureException',
  'AccessDenied',
]);

/** Runs a call; a failure comes out as one of the two a port may throw, or as it was when it is a fault of ours. */
export async function callStore<T>(store: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw asStoreError(store, error);
  }
}

export function asStoreError(store: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (DENIED.has(error.name) || isForbidden(error)) return new StoreDeniedError(store, error);
  const isUnavailable = UNAVAILABLE.has(error.name) || isServerFault(error) || isSystemError(error);
  return isUnavailable ? new StoreUnavailableError(store, error) : error;
}

/** S3 answers HEAD without a body, and so without a name. */
function isForbidden(error: Error): boolean {
  const metadata = '$metadata' in error ? error.$metadata : undefined;
  return (
    typeof metadata === 'object' &&
    metadata !== null &&
    'httpStatusCode' in metadata &&
    metadata.httpStatusCode === 403
  );
}

/** An answer of 5xx, whatever it calls itself. */
function isServerFault(error: Error): boolean {
  return '$fault' in error && error.$fault === 'server';
}

/** ECONNREFUSED, ECONNRESET, ENOTFOUND, EAI_AGAIN, EPIPE...: the wire, not the service. */
function isSystemError(error: Error): boolean {
  return 'code' in error && typeof error.code === 'string' && /^E[A-Z_]+$/.test(error.code);
}
