import { randomUUID } from 'node:crypto';
import { AwsError } from '../../aws-endpoint/aws-error.ts';
import { StatesError } from '../interpreter/states-error.ts';
import type { ServiceNames } from './service-names.ts';

/** Exceptions that come from the request's handling, which no service's model names. */
const UNMODELLED = new Set([
  'AccessDeniedException',
  'IncompleteSignature',
  'InvalidSignatureException',
  'MissingParameter',
  'SerializationException',
  'UnknownOperationException',
  'UnrecognizedClientException',
  'ValidationError',
  'ValidationException',
]);

export interface CausePunctuation {
  readonly separator: string;
  readonly withErrorCode: boolean;
}

export const SDK_V1: CausePunctuation = { separator: '; ', withErrorCode: true };
export const SDK_V2: CausePunctuation = { separator: ', ', withErrorCode: false };

/**
 * What a task fails with when the service refused, e.g. `DynamoDb.ResourceNotFoundException`. What no service said is
 * the client's: `Lambda.SdkClientException`.
 */
export function toStatesError(
  error: unknown,
  names: ServiceNames,
  punctuation: CausePunctuation,
): StatesError {
  if (error instanceof StatesError) return error;
  if (!(error instanceof AwsError)) {
    return new StatesError(
      `${names.prefix}.SdkClientException`,
      error instanceof Error ? error.message : String(error),
    );
  }
  const code = error.code.slice(error.code.lastIndexOf('#') + 1);
  const parts = [
    `Service: ${names.label}`,
    `Status Code: ${error.statusCode}`,
    ...(punctuation.withErrorCode ? [`Error Code: ${code}`] : []),
    `Request ID: ${randomUUID()}`,
    ...(punctuation.withErrorCode ? ['Proxy: null'] : []),
  ];
  const name = UNMODELLED.has(code) ? names.baseException : exceptionName(code);
  return new StatesError(
    `${names.prefix}.${name}`,
    `${error.message} (${parts.join(punctuation.separator)})`,
  );
}

/** As the SDK for Java names exception classes after shapes. */
function exceptionName(code: string): string {
  if (code.endsWith('Exception')) return code;
  return `${code.endsWith('Fault') ? code.slice(0, -'Fault'.length) : code}Exception`;
}
