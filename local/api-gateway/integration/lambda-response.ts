import { validateHeaderName, validateHeaderValue } from 'node:http';
import * as v from 'valibot';
import type { GatewayResponse } from '../http/gateway-response.ts';

const Scalar = v.union([v.string(), v.number(), v.boolean()]);

/** A status below 200 would not end the exchange. */
const StatusCode = v.union([
  v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599)),
  v.pipe(v.string(), v.regex(/^[2-5]\d\d$/), v.transform(Number)),
]);

const Base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** A list counts as a record to valibot: its indices are keys. */
const HeaderMap = v.pipe(
  v.custom<object>((value) => !Array.isArray(value)),
  v.record(v.string(), v.nullish(Scalar)),
);

const FormattedResponse = v.pipe(
  v.object({
    statusCode: StatusCode,
    headers: v.nullish(HeaderMap),
    cookies: v.nullish(v.array(v.string())),
    body: v.nullish(v.string()),
    isBase64Encoded: v.nullish(v.boolean()),
  }),
  v.check(({ body, isBase64Encoded }) => isBase64Encoded !== true || Base64.test(body ?? '')),
);

/** Set by the server, for what it really sends. */
const NOT_THE_FUNCTIONS = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
]);

/**
 * The function's answer as a response; undefined when it is malformed. Source: "Create AWS Lambda proxy integrations
 * for HTTP APIs in API Gateway", response format 2.0.
 */
export function parseLambdaResponse(payload: string): GatewayResponse | undefined {
  const answer = parseJson(payload);
  if (!answer) return undefined;
  if (!isFormatted(answer.value)) return inferResponse(answer.value, payload);
  const parsed = v.safeParse(FormattedResponse, answer.value);
  return parsed.success ? formatResponse(parsed.output) : undefined;
}

function parseJson(payload: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(payload) as unknown };
  } catch {
    return undefined;
  }
}

const isFormatted = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'statusCode' in value && value.statusCode !== null;

/** No `statusCode`: the answer is the body of a 200. */
const inferResponse = (value: unknown, payload: string): GatewayResponse => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json' },
  cookies: [],
  body: Buffer.from(typeof value === 'string' ? value : payload),
});

function formatResponse(answer: v.InferOutput<typeof FormattedResponse>): GatewayResponse | undefined {
  const body = Buffer.from(answer.body ?? '', answer.isBase64Encoded === true ? 'base64' : 'utf8');
  const given = Object.entries(answer.headers ?? {})
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => [name.toLowerCase(), String(value)] as const)
    .filter(([name]) => !NOT_THE_FUNCTIONS.has(name));
  const headers: Record<string, string> = {
    ...(body.length > 0 && { 'content-type': 'text/plain; charset=utf-8' }),
    ...Object.fromEntries(given),
  };
  const cookies = answer.cookies ?? [];
  const all = [...Object.entries(headers), ...cookies.map((cookie) => ['set-cookie', cookie] as const)];
  return all.every(canBeSent) ? { statusCode: answer.statusCode, headers, cookies, body } : undefined;
}

function canBeSent([name, value]: readonly [string, string]): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}
