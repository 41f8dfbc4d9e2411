import { STATUS_CODES } from 'node:http';
import type { RouteDescription } from '../../lib/contracts/api/description.ts';
import { PROBLEM_MEMBERS } from '../../lib/contracts/api/problem-members.ts';
import { PROBLEMS, type ProblemCode } from '../../lib/contracts/problems.ts';
import type { RouteAuth } from '../../lib/contracts/routes.ts';
import type { JsonObject } from './json.ts';
import { schemaOf } from './schemas.ts';

export interface Asked {
  readonly path: string;
  readonly auth: RouteAuth;
  readonly description: RouteDescription;
}

/** What one status of a route may stand for. */
interface Refusal {
  readonly status: number;
  /** In the order of problems.ts. */
  readonly codes: readonly ProblemCode[];
  /** Whether the gateway answers so by itself, in words of its own. */
  readonly isGateways: boolean;
}

/** All that a route may refuse with, by ascending status: its own, and what follows from what it asks. */
export function refusalsOf(asked: Asked): readonly Refusal[] {
  const codes = Map.groupBy(codesOf(asked), (code): number => PROBLEMS[code].status);
  const gateways = gatewayStatusesOf(asked);
  const statuses = [...new Set([...codes.keys(), ...gateways])].toSorted((one, other) => one - other);
  return statuses.map((status) => ({
    status,
    codes: codes.get(status) ?? [],
    isGateways: gateways.includes(status),
  }));
}

function codesOf({ path, auth, description }: Asked): readonly ProblemCode[] {
  const { query, body, ifMatch, idempotencyKey, problems = [] } = description;
  const given: readonly (false | undefined | readonly ProblemCode[])[] = [
    problems,
    body && !body.mediaType && OF_A_BODY,
    query && ['invalid_request'],
    ifMatch && ['invalid_request', 'precondition_required', 'stale_etag'],
    idempotencyKey && ['invalid_request', 'request_in_progress', 'idempotency_key_reused'],
    auth !== 'open' && auth !== 'service' && ['unauthorized', 'forbidden'],
    auth !== 'open' && NAMES_SOMETHING.test(path) && ['not_found'],
    ['internal_error', 'unavailable'],
  ];
  return Object.keys(PROBLEMS)
    .filter(isCode)
    .filter((code) => given.some((some) => some !== false && some?.includes(code)));
}

const OF_A_BODY = [
  'malformed_json',
  'invalid_request',
  'payload_too_large',
  'unsupported_media_type',
] as const;

/** A mode that is not there is `unknown_mode`. */
const NAMES_SOMETHING = /\{(?!mode\})\w+\}/;

const isCode = (text: string): text is ProblemCode => Object.hasOwn(PROBLEMS, text);

function gatewayStatusesOf({ auth, description }: Asked): readonly number[] {
  const refusals = auth === 'open' ? [] : auth === 'service' ? [403] : [401, 403];
  return [...refusals, ...(description.body ? [413] : []), 429, 500, 503];
}

/** Many routes refuse alike: each such response has a name, and stands in the document once. */
export function refusalName({ status, codes, isGateways }: Refusal): string {
  return [status, ...codes, ...(isGateways ? ['gateway'] : [])].join('.');
}

/** One answer that is no success: a problem, what the gateway says, or either. */
export function refusal({ status, codes, isGateways }: Refusal): JsonObject {
  const titles = codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}`);
  return {
    description: [...titles, ...(isGateways ? [`The gateway: ${STATUS_CODES[status] ?? ''}`] : [])].join(
      '\n\n',
    ),
    ...(RETRYABLE.has(status) && {
      headers: { 'Retry-After': { $ref: '#/components/headers/Retry-After' } },
    }),
    content: {
      ...(codes.length > 0 && { 'application/problem+json': { schema: problemSchema(status, codes) } }),
      ...(isGateways && { 'application/json': { schema: { $ref: '#/components/schemas/GatewayMessage' } } }),
    },
  };
}

const RETRYABLE: ReadonlySet<number> = new Set([409, 429, 503]);

const problemSchema = (status: number, codes: readonly ProblemCode[]): JsonObject => ({
  allOf: [
    { $ref: '#/components/schemas/Problem' },
    { type: 'object', properties: { status: { const: status }, code: { type: 'string', enum: codes } } },
  ],
});

/** RFC 9457, and a code for programs. */
export function problemComponents(): JsonObject {
  const members = Object.entries(PROBLEM_MEMBERS).map(([name, schema]) => [name, schemaOf(schema)] as const);
  return {
    ProblemCode: {
      type: 'string',
      description: 'What went wrong, for programs: a problem is of the type `urn:artisan:problem:<code>`.',
      enum: Object.keys(PROBLEMS),
    },
    Problem: {
      type: 'object',
      required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'errors', 'request_id'],
      properties: {
        type: { type: 'string', enum: Object.keys(PROBLEMS).map((code) => `urn:artisan:problem:${code}`) },
        title: { type: 'string' },
        status: { type: 'integer' },
        detail: { type: 'string', description: 'What happened, what was received and what is allowed' },
        instance: { type: 'string', description: 'The path that was asked for' },
        code: { $ref: '#/components/schemas/ProblemCode' },
        errors: {
          type: 'array',
          items: {
            type: 'object',
            required: ['pointer', 'detail'],
            properties: {
              pointer: { type: 'string', description: 'JSON pointer into the body' },
              detail: { type: 'string' },
            },
          },
        },
        request_id: { type: 'string' },
        ...Object.fromEntries(members),
      },
      examples: [PROBLEM_EXAMPLE],
    },
    GatewayMessage: {
      type: 'object',
      description: 'What API Gateway answers by itself: no token, no permission, too large, too many.',
      properties: { message: { type: ['string', 'null'] } },
      examples: [{ message: 'Unauthorized' }],
    },
  };
}

const PROBLEM_EXAMPLE: JsonObject = {
  type: 'urn:artisan:problem:stale_etag',
  title: PROBLEMS.stale_etag.title,
  status: 412,
  detail: 'The traffic settings have changed since they were read',
  instance: '/v1/traffic/weights',
  code: 'stale_etag',
  errors: [],
  request_id: 'JKJaXmPLvHcESHA=',
};
