import type { GatewayResponse } from '../http/gateway-response.ts';
import type { CorsConfiguration } from '../template/api-model.ts';

type Headers = Readonly<Record<string, string>>;

/** A browser asks before it sends: answered by the gateway, whatever the routes are. */
export const isPreflight = (method: string, headers: Headers): boolean =>
  method === 'OPTIONS' &&
  headers['origin'] !== undefined &&
  headers['access-control-request-method'] !== undefined;

/** Source: "Configure CORS for HTTP APIs in API Gateway". */
export function preflightResponse(cors: CorsConfiguration, headers: Headers): GatewayResponse {
  const origin = allowedOrigin(cors, headers['origin']);
  const allowed = origin !== undefined && {
    ...list('access-control-allow-methods', cors.allowMethods),
    ...list('access-control-allow-headers', cors.allowHeaders),
    ...(cors.maxAgeSeconds !== undefined && { 'access-control-max-age': String(cors.maxAgeSeconds) }),
  };
  return withCors(
    { statusCode: 204, headers: { ...allowed }, cookies: [], body: Buffer.alloc(0) },
    { cors, headers },
  );
}

/** The configuration's word stands in place of the function's. */
export function withCors(
  response: GatewayResponse,
  { cors, headers }: { readonly cors: CorsConfiguration; readonly headers: Headers },
): GatewayResponse {
  const origin = allowedOrigin(cors, headers['origin']);
  const own = Object.entries(response.headers).filter(([name]) => !OWNED.has(name));
  if (origin === undefined) return { ...response, headers: Object.fromEntries(own) };
  const vary = response.headers['vary'];
  return {
    ...response,
    headers: {
      ...Object.fromEntries(own),
      'access-control-allow-origin': origin,
      ...(origin !== '*' && { vary: vary === undefined ? 'Origin' : `${vary}, Origin` }),
      ...(cors.allowCredentials && { 'access-control-allow-credentials': 'true' }),
      ...list('access-control-expose-headers', cors.exposeHeaders),
    },
  };
}

const OWNED = new Set([
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'access-control-expose-headers',
]);

const list = (name: string, values: readonly string[]): Headers =>
  values.length > 0 ? { [name]: values.join(',') } : {};

/** `*`, an origin, or a scheme and a wildcard (`https://*`). */
function allowedOrigin({ allowOrigins }: CorsConfiguration, origin: string | undefined): string | undefined {
  if (origin === undefined) return undefined;
  if (allowOrigins.includes('*')) return '*';
  const allowed = allowOrigins.some((pattern) =>
    pattern.endsWith('*') ? origin.startsWith(pattern.slice(0, -1)) : pattern === origin,
  );
  return allowed ? origin : undefined;
}
