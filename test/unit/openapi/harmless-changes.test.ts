import { baselineOf } from '../../../scripts/openapi/changes/baseline.ts';
import { breakingChanges } from '../../../scripts/openapi/changes/breaking-changes.ts';
import { openApiDocument } from '../../../scripts/openapi/document.ts';
import type { Json, JsonObject } from '../../../scripts/openapi/json.ts';
import { changed, SMALL_API as API } from '../../support/openapi/small-api.ts';

const GET = 'paths./things.get';
const POST = 'paths./things.post';
const BODY = `${POST}.requestBody.content.application/json.schema`;
const THING = 'components.schemas.Thing';
const SCHEMAS = 'components.schemas';
const REFUSED = 'components.responses.404';
const OF_REFUSED = `${REFUSED}.content.application/problem+json.schema.allOf.1.properties`;

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
    ['a further way to refuse', `${GET}.responses.410`, { $ref: '#/components/responses/404' }],
    ['a further problem', `${SCHEMAS}.ProblemCode.enum`, ['not_found', 'gone', 'forbidden', 'blocked']],
    ['a further code of a refusal', `${OF_REFUSED}.code.enum`, ['not_found', 'gone', 'forbidden']],
    ['a further field of a problem', `${SCHEMAS}.Problem.properties.blocked`, { type: 'object' }],
    ['other words', 'components.securitySchemes.person.description', 'A token of the pool'],
    ['a further scheme', 'components.securitySchemes.key', { type: 'apiKey' }],
    ['a further server', 'servers.1', { url: 'https://api.example.com' }],
    ['a default where nobody said one', `${BODY}.properties.size.default`, 1],
    ['a value that is not refused any more', `${BODY}.properties.mode.not`, undefined],
    ['the same in an allOf', `${BODY}.properties.size`, { allOf: [{ type: 'number' }] }],
    ['a tighter bound of an answer', `${THING}.properties.size.maximum`, 5],
    ['a format of an answer', `${THING}.properties.name.format`, 'uri'],
  ])('is %s', (_what, path, value) => {
    expect(breakingChanges({ before: API, after: changed(path, value) })).toEqual([]);
  });

  it('is none to the real document, compared with the baseline that is made of it', () => {
    const document = openApiDocument();

    expect(breakingChanges({ before: baselineOf(document), after: document })).toEqual([]);
  });
});

describe('what the comparison does not know', () => {
  it.each<[what: string, path: string, value: Json]>([
    ['a word of schemas', `${BODY}.properties.name.multipleOf`, 2],
    ['another choice', `${BODY}.properties.kind.oneOf`, [{ type: 'string' }]],
    ['a word of operations', `${GET}.servers`, [{ url: '/other' }]],
    ['a word of paths', 'paths./things.parameters', [{ name: 'q', in: 'query', required: true }]],
    ['a word of parameters', `${GET}.parameters.0.style`, 'form'],
    ['a word of the document', 'security', [{ person: [] }]],
    ['a reference to nothing', `${THING}.properties.name`, { $ref: '#/components/schemas/None' }],
    ['two patterns at once', `${BODY}.properties.name.allOf`, [{ pattern: '^a' }, { pattern: 'b$' }]],
  ])('is refused: %s', (_what, path, value) => {
    expect(() => breakingChanges({ before: API, after: changed(path, value) })).toThrow(
      /does not know|refers to nothing|can not say/,
    );
  });
});

describe('a route of the real document that is taken away', () => {
  it('is found in the baseline', () => {
    const document = openApiDocument();
    const paths = Object.entries(document['paths'] as JsonObject).filter(([path]) => path !== '/v1/report');

    const changes = breakingChanges({
      before: baselineOf(document),
      after: { ...document, paths: Object.fromEntries(paths) },
    });

    expect(changes).toEqual(['GET /v1/report: the route is gone']);
  });
});
