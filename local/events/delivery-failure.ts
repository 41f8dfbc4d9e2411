import { AwsError } from '../aws-endpoint/aws-error.ts';
import { InvalidJsonInput } from './input/invalid-json-input.ts';

/** Why a target did not take an event. */
export interface DeliveryFailure {
  /** One of the error codes of "Using dead-letter queues to process undelivered events". */
  readonly code: string;
  readonly message: string;
  /** A missing target or permission is not tried again. */
  readonly isRetried: boolean;
}

/** Undefined when the failure means that the target took the event before. */
export function toFailure(error: unknown): DeliveryFailure | undefined {
  if (error instanceof InvalidJsonInput)
    return { code: 'INVALID_JSON', message: error.message, isRetried: false };
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof AwsError)) return { code: 'INTERNAL_ERROR', message, isRetried: true };
  // The execution's name is made of the event's id: this is a delivery repeated after a crash.
  if (error.code === 'ExecutionAlreadyExists') return undefined;
  return { ...classify(error), message };
}

function classify({ code, statusCode }: AwsError): Omit<DeliveryFailure, 'message'> {
  if (statusCode === 429 || /throttl/i.test(code)) return { code: 'THROTTLING', isRetried: true };
  if (code.endsWith('LimitExceeded')) return { code: 'RESOURCE_LIMIT_EXCEEDED', isRetried: true };
  if (statusCode >= 500) return { code: 'ERROR_FROM_TARGET', isRetried: true };
  if (/NotFound|DoesNotExist/.test(code)) return { code: 'NO_RESOURCE', isRetried: false };
  if (code.includes('AccessDenied')) return { code: 'NO_PERMISSIONS', isRetried: false };
  return { code: 'SDK_CLIENT_ERROR', isRetried: false };
}
