import type { IncomingMessage } from 'node:http';
import { GatewayError } from './gateway-error.ts';

/** Source of both: "Quotas for configuring and running an HTTP API in API Gateway". */
export const BODY_LIMIT_BYTES = 10 * 1024 * 1024;
const HEAD_LIMIT_BYTES = 10_240;

/** Throws GatewayError 414 or 431 when request line and header values are larger than 10,240 bytes together. */
export function checkHead({ method = '', url = '', rawHeaders }: IncomingMessage): void {
  const line = method.length + url.length + ' '.length + ' HTTP/1.1'.length;
  if (line > HEAD_LIMIT_BYTES) throw new GatewayError(414, 'Request-URI Too Long');
  // Node gives header bytes as latin1, so characters are bytes.
  const values = rawHeaders.reduce((sum, text, index) => sum + (index % 2 === 1 ? text.length : 0), 0);
  if (line + values > HEAD_LIMIT_BYTES) throw new GatewayError(431, 'Request Header Fields Too Large');
}

/** Throws GatewayError 413 when the request announces more than 10 MB. */
export function checkAnnouncedLength(request: IncomingMessage): void {
  if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT_BYTES) throw tooLarge();
}

export const tooLarge = (): GatewayError =>
  new GatewayError(413, 'Request Entity Too Large', { responseType: 'REQUEST_TOO_LARGE' });
