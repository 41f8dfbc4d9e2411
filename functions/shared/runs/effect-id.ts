import { createHash } from 'node:crypto';
import type { ApiRequest } from '../http.ts';

/**
 * An id that follows from the request's Idempotency-Key: a try that comes after one that was killed between its effect
 * and its record finds the effect by it. Undefined without the header.
 */
export function effectId({
  headers,
  caller,
  method,
  rawPath,
}: ApiRequest<unknown, unknown>): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  const text = JSON.stringify(['effect', caller.name, method, rawPath, key]);
  return createHash('sha256').update(text).digest('hex').slice(0, 26).toUpperCase();
}
