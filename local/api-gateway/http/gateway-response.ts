import type { GatewayError } from './gateway-error.ts';

/** An answer ready to be written. */
export interface GatewayResponse {
  readonly statusCode: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** One `set-cookie` header each. */
  readonly cookies: readonly string[];
  readonly body: Buffer;
}

export function errorResponse({ statusCode, message, headers }: GatewayError): GatewayResponse {
  return {
    statusCode,
    headers: { 'content-type': 'application/json', ...headers },
    cookies: [],
    body: Buffer.from(JSON.stringify({ message })),
  };
}
