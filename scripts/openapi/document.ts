import { DESCRIPTIONS } from '../../lib/contracts/api/descriptions.ts';
import type { DocumentedRoute } from '../../lib/contracts/api/description.ts';
import { ROUTES } from '../../lib/contracts/routes.ts';
import { API_VERSION, DESCRIPTION, TAGS } from './introduction.ts';
import type { JsonObject } from './json.ts';
import { operationOf } from './operation.ts';
import { HEADER_PARAMETERS } from './parameters.ts';
import { problemComponents } from './problems.ts';
import { componentSchemas } from './schemas.ts';
import { SECURITY_SCHEMES } from './security.ts';

/** The API's OpenAPI 3.1 document: made of the routes, and of the schemas that their functions parse and answer by. */
export function openApiDocument(): JsonObject {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Artisan',
      version: API_VERSION,
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: 'Where this document is' }],
    tags: TAGS,
    paths: paths(),
    components: {
      schemas: { ...componentSchemas(), ...problemComponents() },
      parameters: HEADER_PARAMETERS,
      headers: HEADERS,
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}

function paths(): JsonObject {
  const byPath: Record<string, Record<string, JsonObject>> = {};
  for (const key of Object.keys(ROUTES).filter(isDocumented)) {
    const [method = '', path = ''] = key.split(' ');
    const operation = operationOf({ method, path, contract: ROUTES[key], description: DESCRIPTIONS[key] });
    (byPath[path] ??= {})[method.toLowerCase()] = operation;
  }
  return byPath;
}

const isDocumented = (key: string): key is DocumentedRoute => Object.hasOwn(DESCRIPTIONS, key);

const HEADERS: JsonObject = {
  ETag: {
    description: 'Of the resource as answered: a change of it names it in If-Match',
    schema: { type: 'string' },
  },
  Location: { description: 'Path of what was made', schema: { type: 'string' } },
  'Retry-After': { description: 'Seconds', schema: { type: 'string', pattern: '^\\d+$' } },
  'Idempotent-Replayed': {
    description: 'There when it is the answer of an earlier request under the same key',
    schema: { type: 'string', const: 'true' },
  },
};
