import { STATUS_CODES } from 'node:http';
import type {
  AnswerDescription,
  AnswerHeader,
  RouteDescription,
} from '../../lib/contracts/api/description.ts';
import type { RouteContract } from '../../lib/contracts/routes.ts';
import type { Json, JsonObject } from './json.ts';
import { parametersOf } from './parameters.ts';
import { gatewayStatusesOf, problemsOf, refusal } from './problems.ts';
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
    responses: responsesOf({ path, auth: contract.auth, description }),
  };
}

/** `PUT /v1/runs/{run}/overrides` -> `putRunsRunOverrides` */
export function operationId(method: string, path: string): string {
  const words = path.replace(/^\/v1\//, '').split(/[^A-Za-z0-9]+/);
  const capital = words.filter((word) => word !== '').map((word) => word[0]?.toUpperCase() + word.slice(1));
  return method.toLowerCase() + capital.join('');
}

type Asked = Parameters<typeof problemsOf>[0];

function responsesOf(asked: Asked): JsonObject {
  const { answers, idempotencyKey } = asked.description;
  const replayed = idempotencyKey === true;
  const good = Object.entries(answers).map(
    ([status, answer]) => [status, success(status, answer, replayed)] as const,
  );
  const problems = problemsOf(asked);
  const gateways = gatewayStatusesOf(asked);
  const statuses = new Set([...problems.keys(), ...gateways]);
  const bad = [...statuses].map((status): [string, Json] => {
    const kinds = { codes: problems.get(status) ?? [], isGateways: gateways.includes(status) };
    return [String(status), refusal(status, kinds)];
  });
  return Object.fromEntries([...good, ...bad].toSorted(([one], [other]) => Number(one) - Number(other)));
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
