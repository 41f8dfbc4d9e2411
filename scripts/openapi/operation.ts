import { STATUS_CODES } from 'node:http';
import type {
  AnswerDescription,
  AnswerHeader,
  RouteDescription,
} from '../../lib/contracts/api/description.ts';
import type { RouteContract } from '../../lib/contracts/routes.ts';
import type { Json, JsonObject } from './json.ts';
import { parametersOf } from './parameters.ts';
import { refusalName, refusalsOf, type Asked } from './problems.ts';
import { schemaOf } from './schemas.ts';
import { securityOf } from './security.ts';

export interface RouteToDescribe {
  readonly method: string;
  readonly path: string;
  readonly contract: RouteContract;
  readonly description: RouteDescription;
}

/** One route as OpenAPI has it. */
export function operationOf({ method, path, contract, description }: RouteToDescribe): JsonObject {
  const { tag, summary, body } = description;
  const parameters = parametersOf(path, description);
  return {
    operationId: operationId(method, path),
    tags: [tag],
    summary,
    ...(description.description !== undefined && { description: description.description }),
    security: securityOf(contract.auth, description.asks),
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: true,
        content: {
          [body.mediaType ?? 'application/json']: {
            schema: schemaOf(body.schema),
            example: asJson(body.example),
          },
        },
      },
    }),
    responses: responsesOf(method, { path, auth: contract.auth, description }),
  };
}

/** `PUT /v1/runs/{run}/overrides` -> `putRunsRunOverrides` */
export function operationId(method: string, path: string): string {
  const words = path.replace(/^\/v1\//, '').split(/[^A-Za-z0-9]+/);
  const capital = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return method.toLowerCase() + capital.join('');
}

function responsesOf(method: string, asked: Asked): JsonObject {
  const { idempotencyKey } = asked.description;
  const answers = method === 'GET' ? revalidated(asked.description.answers) : asked.description.answers;
  const isReplayed = idempotencyKey === true;
  const good = Object.entries(answers).map(
    ([status, answer]) => [status, success(status, answer, isReplayed)] as const,
  );
  const bad = refusalsOf(asked).map(
    (refusal) => [refusal.status, { $ref: `#/components/responses/${refusalName(refusal)}` }] as const,
  );
  return Object.fromEntries<Json>([...good, ...bad]);
}

/** What is read has an ETag, and isn't sent again to who has it: functions/shared/revalidated.ts. */
function revalidated(answers: RouteDescription['answers']): RouteDescription['answers'] {
  const { 200: read, ...others } = answers;
  if (!read || read.mediaType !== undefined) return answers;
  const headers = new Set<AnswerHeader>(['etag', ...(read.headers ?? [])]);
  return { 200: { ...read, headers: [...headers] }, 304: { headers: ['etag'] }, ...others };
}

const HEADERS: Readonly<Record<AnswerHeader, string>> = {
  etag: 'ETag',
  location: 'Location',
  'retry-after': 'Retry-After',
};

function success(status: string, answer: AnswerDescription, isReplayed: boolean): JsonObject {
  const { schema, mediaType = 'application/json', headers = [], example } = answer;
  const names = [...headers.map((name) => HEADERS[name]), ...(isReplayed ? ['Idempotent-Replayed'] : [])];
  const references = names.map((name) => [name, { $ref: `#/components/headers/${name}` }] as const);
  return {
    description: STATUS_CODES[status] ?? status,
    ...(names.length > 0 && { headers: Object.fromEntries(references) }),
    ...(schema && {
      content: {
        [mediaType]: {
          schema: schemaOf(schema),
          ...(example !== undefined && { example: asJson(example) }),
        },
      },
    }),
  };
}

function asJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}
