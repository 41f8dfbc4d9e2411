import type { Json, JsonObject } from '../../../scripts/openapi/json.ts';

/** A small API: one route that takes a thing and answers it, and a list. */
export const SMALL_API: JsonObject = {
  servers: [{ url: '/' }],
  paths: {
    '/things': {
      get: {
        security: [{ person: ['viewer'] }, { person: ['operator'] }],
        parameters: [
          {
            name: 'limit',
            in: 'query',
            required: false,
            schema: { type: 'integer', maximum: 200, default: 50 },
          },
          { name: 'state', in: 'query', required: false, schema: { enum: ['old', 'new'] } },
        ],
        responses: {
          200: {
            headers: { ETag: {} },
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  properties: { items: { type: 'array', items: { $ref: '#/components/schemas/Thing' } } },
                },
              },
            },
          },
          404: { $ref: '#/components/responses/404' },
        },
      },
      post: {
        security: [],
        parameters: [{ $ref: '#/components/parameters/Key' }],
        requestBody: {
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['name'],
                properties: {
                  name: { type: 'string', minLength: 1, maxLength: 10 },
                  size: { type: 'number' },
                  mode: { type: 'string', not: { enum: ['constructor'] } },
                  kind: { anyOf: [{ type: 'string' }, { type: 'integer' }] },
                },
                additionalProperties: false,
              },
            },
          },
        },
        responses: {
          201: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } },
        },
      },
    },
  },
  components: {
    responses: {
      404: {
        headers: { 'Retry-After': { schema: { type: 'string' } } },
        content: {
          'application/problem+json': {
            schema: {
              allOf: [
                { $ref: '#/components/schemas/Problem' },
                {
                  type: 'object',
                  properties: { status: { const: 404 }, code: { enum: ['not_found', 'gone'] } },
                },
              ],
            },
          },
          'application/json': { schema: { $ref: '#/components/schemas/GatewayMessage' } },
        },
      },
    },
    securitySchemes: {
      person: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'A token' },
    },
    parameters: {
      Key: { name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string' } },
    },
    schemas: {
      Thing: {
        type: 'object',
        required: ['name'],
        properties: {
          name: { type: 'string' },
          state: { type: 'string', enum: ['old', 'new'] },
          size: { type: 'integer', maximum: 9 },
          at: { type: 'string', format: 'date-time' },
          description: { type: 'string' },
          examples: { type: 'array', items: { type: 'string' } },
          parts: { type: 'array', items: { $ref: '#/components/schemas/Thing' } },
          by: { type: 'object', additionalProperties: { type: 'number' } },
        },
      },
      ProblemCode: { type: 'string', enum: ['not_found', 'gone', 'forbidden'] },
      Problem: {
        type: 'object',
        required: ['status', 'code', 'request_id'],
        properties: {
          status: { type: 'integer' },
          code: { $ref: '#/components/schemas/ProblemCode' },
          request_id: { type: 'string' },
        },
      },
      GatewayMessage: { type: 'object', properties: { message: { type: ['string', 'null'] } } },
    },
  },
};

type Mutable = Record<string, unknown>;

/** The API with another value at a path; `undefined` takes the member away. */
export function changed(path: string, value: Json | undefined): JsonObject {
  const copy = structuredClone(SMALL_API) as Mutable;
  const names = path.split('.');
  const last = names.pop() ?? '';
  let node = copy;
  for (const name of names) node = node[name] as Mutable;
  if (value === undefined) Reflect.deleteProperty(node, last);
  else node[last] = value;
  return copy as JsonObject;
}
