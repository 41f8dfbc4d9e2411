import type { GenericSchema } from 'valibot';
import * as v from 'valibot';
import { PATH_PARAMETERS } from '../../lib/contracts/api/path-parameters.ts';
import { ID_EXAMPLES, PARAMETER_EXAMPLES } from '../../lib/contracts/api/parameter-examples.ts';
import type { RouteDescription } from '../../lib/contracts/api/description.ts';
import type { JsonObject } from './json.ts';
import { schemaOf } from './schemas.ts';

/** Of path, query and headers: references for those that many routes have. */
export function parametersOf(path: string, description: RouteDescription): readonly JsonObject[] {
  return [
    ...pathParameters(path, description),
    ...queryParameters(description.query),
    ...(description.ifMatch ? [{ $ref: '#/components/parameters/IfMatch' }] : []),
    ...(description.idempotencyKey ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
  ];
}

export const HEADER_PARAMETERS: JsonObject = {
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    required: true,
    description:
      'The ETag of the resource as it was read, a list of ETags, or `*` for whatever it is now. 428 without it, 412 when the resource has changed since.',
    schema: { type: 'string' },
    example: '"3-fcb836aa"',
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'One key a request, of 1 to 128 printable characters: the same request again under it gets the answer of the first, for 24 h. 422 for another request under the key, 409 while the first one is being worked on.',
    schema: { type: 'string', minLength: 1, maxLength: 128 },
    example: '6f1c2f0a-3a63-4b60-9a26-0e1a2f4d9b11',
  },
};

function pathParameters(path: string, { path: own = {} }: RouteDescription): readonly JsonObject[] {
  return [...path.matchAll(/\{(\w+)\+?\}/g)].map(([, name = '']) => {
    const schema = own[name] ?? PATH_PARAMETERS[name];
    if (!schema) throw new Error(`${path}: say in path-parameters.ts what {${name}} is`);
    const [, before = ''] = /(\w+)\/\{id\}/.exec(path) ?? [];
    const example = name === 'id' ? ID_EXAMPLES[before] : undefined;
    return { name, in: 'path', required: true, ...shown(name, schemaOf(schema), example) };
  });
}

/** A schema and an example of it; a number, or one of certain values, shows what it is. */
function shown(name: string, schema: JsonObject, own?: string): JsonObject {
  if (schema['type'] !== 'string' || 'enum' in schema) return { schema };
  const example = own ?? PARAMETER_EXAMPLES[name];
  if (example === undefined) throw new Error(`Say in parameter-examples.ts what ${name} may be`);
  return { schema, example };
}

interface Entries {
  readonly entries: Readonly<Record<string, GenericSchema>>;
}

function queryParameters(query: GenericSchema | undefined): readonly JsonObject[] {
  if (!query) return [];
  if (!hasEntries(query)) throw new Error(`A query is a ${query.type}, and not a strictObject`);
  return Object.entries(query.entries).map(([name, entry]) => ({
    name,
    in: 'query',
    required: false,
    ...shown(name, queryValue(entry)),
  }));
}

const hasEntries = (schema: GenericSchema): schema is GenericSchema & Entries => 'entries' in schema;

/** A text that is read as a number is one to whoever sends it. */
function queryValue(entry: GenericSchema): JsonObject {
  const steps = stepsOf(entry);
  const text = schemaOf(entry, 'input');
  if (!steps.some((step) => step['operation'] === Number)) return text;
  const pattern = steps.find(({ type }) => type === 'regex')?.['requirement'];
  const bound = (kind: string) => steps.findLast(({ type }) => type === kind)?.['requirement'];
  const [minimum, maximum] = [bound('min_value') ?? leastOf(pattern), bound('max_value')];
  return {
    type: pattern instanceof RegExp && pattern.test('0.5') ? 'number' : 'integer',
    ...(typeof minimum === 'number' && { minimum }),
    ...(typeof maximum === 'number' && { maximum }),
    ...(text['default'] !== undefined && { default: Number(text['default']) }),
  };
}

function leastOf(pattern: unknown): number | undefined {
  if (!(pattern instanceof RegExp) || pattern.test('-1')) return undefined;
  return pattern.test('0') ? 0 : 1;
}

const step = v.looseObject({ type: v.string() });
const piped = v.object({ pipe: v.array(v.unknown()) });
const wrapping = v.object({ wrapped: v.unknown() });

/** A schema and its actions, one after the other, whatever they are wrapped in. */
function stepsOf(schema: unknown): readonly v.InferOutput<typeof step>[] {
  if (v.is(piped, schema)) return schema.pipe.flatMap((item) => stepsOf(item));
  if (v.is(wrapping, schema)) return stepsOf(schema.wrapped);
  return v.is(step, schema) ? [schema] : [];
}
