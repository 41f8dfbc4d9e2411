import { baselineOf } from '../../../scripts/openapi/changes/baseline.ts';
import { breakingChanges } from '../../../scripts/openapi/changes/breaking-changes.ts';
import { openApiDocument } from '../../../scripts/openapi/document.ts';
import type { Json, JsonObject } from '../../../scripts/openapi/json.ts';

/** A small API: one route that takes a thing and answers it, and a list. */
const API: JsonObject = {
  paths: {
    '/things': {
      get: {
        security: [{ person: ['viewer'] }, { person: ['operator'] }],
        parameters: [
          { name: 'limit', in: 'query', required: false, schema: { type: 'integer', maximum: 200 } },
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
          size: { type: 'integer' },
          parts: { type: 'array', items: { $ref: '#/components/schemas/Thing' } },
          by: { type: 'object', additionalProperties: { type: 'number' } },
        },
      },
      ProblemCode: { type: 'string', enum: ['not_found', 'forbidden'] },
    },
  },
};

type Mutable = Record<string, unknown>;

/** The API with another value at a path; `undefined` takes the member away. */
function changed(path: string, value: Json | undefined): JsonObject {
  const copy = structuredClone(API) as Mutable;
  const names = path.split('.');
  const last = names.pop() ?? '';
  let node = copy;
  for (const name of names) node = node[name] as Mutable;
  if (value === undefined) Reflect.deleteProperty(node, last);
  else node[last] = value;
  return copy as JsonObject;
}

const GET = 'paths./things.get';
const POST = 'paths./things.post';
const BODY = `${POST}.requestBody.content.application/json.schema`;
const THING = 'components.schemas.Thing';

describe('a change that breaks callers', () => {
  it.each<[what: string, path: string, value: Json | undefined, found: RegExp]>([
    ['a path that is gone', 'paths./things', undefined, /the route is gone/],
    ['a method that is gone', POST, undefined, /^POST \/things: the route is gone/],
    ['a route that asks who calls', `${POST}.security`, [{ person: ['operator'] }], /it was open/],
    [
      'a role that does not suffice',
      `${GET}.security`,
      [{ person: ['operator'] }],
      /viewer.* does not suffice/,
    ],
    ['a parameter that is gone', `${GET}.parameters`, [], /query limit is gone/],
    [
      'a parameter that is required',
      'components.parameters.Key.required',
      true,
      /Idempotency-Key is required now/,
    ],
    ['a tighter bound', `${GET}.parameters.0.schema.maximum`, 100, /maximum was 200 and is 100/],
    ['a value that is not taken', `${GET}.parameters.1.schema.enum`, ['new'], /the value "old" is gone/],
    ['a bound where there was none', `${BODY}.properties.size.minimum`, 0, /minimum was nothing and is 0/],
    ['a pattern', `${BODY}.properties.name.pattern`, '^a', /pattern was nothing/],
    ['a shorter text', `${BODY}.properties.name.maxLength`, 9, /maxLength was 10 and is 9/],
    ['certain values only', `${BODY}.properties.name.enum`, ['a'], /only certain values/],
    ['a field that is not taken', `${BODY}.properties.size`, undefined, /body\/size: the field is gone/],
    ['a field that is required', `${BODY}.required`, ['name', 'size'], /body\/size: it is required now/],
    ['a narrower type', `${BODY}.properties.size.type`, 'integer', /number became integer/],
    ['a form that is not taken', `${BODY}.properties.kind.anyOf`, [{ type: 'string' }], /one of the forms/],
    [
      'a media type that is gone',
      `${POST}.requestBody.content`,
      { 'text/csv': {} },
      /takes no application\/json/,
    ],
    ['a field that is not answered', `${THING}.properties.size`, undefined, /size: the field is gone/],
    ['a field that may be missing', `${THING}.required`, [], /name: it may be missing now/],
    ['a wider type of an answer', `${THING}.properties.size.type`, 'number', /integer became number/],
    [
      'another type of an answer',
      `${THING}.properties.name.type`,
      ['string', 'null'],
      /string became string or null/,
    ],
    ['a value that is not answered', `${THING}.properties.state.enum`, ['new'], /the value "old" is gone/],
    [
      'another type deep down',
      `${THING}.properties.by.additionalProperties.type`,
      'string',
      /number became string/,
    ],
    [
      'another form of an answer',
      `${THING}.properties.name`,
      { anyOf: [{ type: 'string' }, { type: 'null' }] },
      /a form that it never had/,
    ],
    ['another status', `${POST}.responses`, { 200: {} }, /does not answer 201/],
    ['a header that is gone', `${GET}.responses.200.headers`, {}, /the header ETag is gone/],
    [
      'a problem that is gone',
      'components.schemas.ProblemCode.enum',
      ['forbidden'],
      /problems: the value "not_found" is gone/,
    ],
  ])('is %s', (_what, path, value, found) => {
    const changes = breakingChanges({ before: API, after: changed(path, value) });

    expect(changes.join('\n')).toMatch(found);
  });

  it('is a body where there was none', () => {
    const before = changed(`${POST}.requestBody`, undefined);

    expect(breakingChanges({ before, after: API })).toEqual(['POST /things: it needs a body now']);
  });
});

describe('a change that breaks nobody', () => {
  it.each<[what: string, path: string, value: Json | undefined]>([
    ['none', 'info', { title: 'another' }],
    ['a further route', 'paths./others', { get: { responses: {} } }],
    [
      'a further role that suffices',
      `${GET}.security`,
      [{ person: ['viewer'] }, { person: ['operator'] }, { person: ['approver'] }],
    ],
    ['a route that is open now', `${GET}.security`, []],
    [
      'a further parameter that may be left out',
      `${GET}.parameters.2`,
      { name: 'q', in: 'query', schema: {} },
    ],
    ['a looser bound', `${GET}.parameters.0.schema.maximum`, 300],
    ['a bound that is gone', `${BODY}.properties.name.minLength`, undefined],
    ['a further value that is taken', `${GET}.parameters.1.schema.enum`, ['old', 'new', 'used']],
    ['a field that may be left out', `${BODY}.required`, []],
    ['a further field that may be sent', `${BODY}.properties.tag`, { type: 'string' }],
    [
      'a further form that is taken',
      `${BODY}.properties.kind.anyOf`,
      [{ type: 'string' }, { type: 'integer' }, { type: 'boolean' }],
    ],
    ['a further field of an answer', `${THING}.properties.colour`, { type: 'string' }],
    ['a further value of an answer', `${THING}.properties.state.enum`, ['old', 'new', 'used']],
    ['a field that is always there', `${THING}.required`, ['name', 'size']],
    ['another way to refuse', `${GET}.responses.404`, undefined],
    ['a further problem', 'components.schemas.ProblemCode.enum', ['not_found', 'forbidden', 'blocked']],
  ])('is %s', (_what, path, value) => {
    expect(breakingChanges({ before: API, after: changed(path, value) })).toEqual([]);
  });

  it('is none to the real document, compared with the baseline that is made of it', () => {
    const document = openApiDocument();

    expect(breakingChanges({ before: baselineOf(document) as JsonObject, after: document })).toEqual([]);
  });
});

describe('a route of the real document that is taken away', () => {
  it('is found in the baseline', () => {
    const document = openApiDocument();
    const paths = Object.entries(document['paths'] as JsonObject).filter(([path]) => path !== '/v1/report');

    const changes = breakingChanges({
      before: baselineOf(document) as JsonObject,
      after: { ...document, paths: Object.fromEntries(paths) },
    });

    expect(changes).toEqual(['GET /v1/report: the route is gone']);
  });
});
