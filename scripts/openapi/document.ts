import { DESCRIPTIONS } from '../../lib/contracts/api/descriptions.ts';
import type { DocumentedRoute } from '../../lib/contracts/api/description.ts';
import { ROUTES } from '../../lib/contracts/routes.ts';
import { API_VERSION, DESCRIPTION, TAGS } from './introduction.ts';
import type { JsonObject } from './json.ts';
import { operationOf, type RouteToDescribe } from './operation.ts';
import { HEADER_PARAMETERS } from './parameters.ts';
import { problemComponents, refusal, refusalName, refusalsOf } from './problems.ts';
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
      responses: responses(),
      parameters: HEADER_PARAMETERS,
      headers: HEADERS,
      securitySchemes: SECURITY_SCHEMES,
    },
  };
}

const routes = Object.keys(ROUTES)
  .filter((key): key is DocumentedRoute => Object.hasOwn(DESCRIPTIONS, key))
  .map((key): RouteToDescribe => {
    const [method = '', path = ''] = key.split(' ');
    return { method, path, contract: ROUTES[key], description: DESCRIPTIONS[key] };
  });

function paths(): JsonObject {
  const byPath = Map.groupBy(routes, ({ path }) => path);
  const items = [...byPath].map(([path, those]) => {
    const operations = those.map((route) => [route.method.toLowerCase(), operationOf(route)] as const);
    // A parameter that takes the rest of the path has a plus at the gateway, and no word in OpenAPI.
    return [path.replace('+}', '}'), Object.fromEntries(operations)] as const;
  });
  return Object.fromEntries(items);
}

function responses(): JsonObject {
  const refusals = routes.flatMap(({ path, contract: { auth }, description }) =>
    refusalsOf({ path, auth, description }),
  );
  const named = new Map(refusals.map((one) => [refusalName(one), one]));
  return Object.fromEntries([...named].toSorted().map(([name, one]) => [name, refusal(one)]));
}

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
