import type { IncomingHttpHeaders } from 'node:http';
import { AskedToWait } from '../../targets/asked-to-wait.ts';

/**
 * What Retry-After asks for (RFC 9110, 10.2.3): seconds, or a date, which counts from the date of the answer, since only
 * that is by the same clock. Undefined for none and for what is neither.
 */
export function askedToWait(headers: IncomingHttpHeaders): AskedToWait | undefined {
  const said = headers['retry-after']?.trim();
  if (said === undefined) return undefined;
  const milliseconds = /^\d{1,9}$/.test(said)
    ? Number(said) * 1_000
    : Date.parse(said) - Date.parse(headers.date ?? '');
  return milliseconds > 0 ? new AskedToWait(milliseconds) : undefined;
}
