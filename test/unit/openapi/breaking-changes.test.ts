import { breakingChanges } from '../../../scripts/openapi/changes/breaking-changes.ts';
import type { Json } from '../../../scripts/openapi/json.ts';
import { changed, SMALL_API as API } from '../../support/openapi/small-api.ts';

const GET = 'paths./things.get';
const POST = 'paths./things.post';
const BODY = `${POST}.requestBody.content.application/json.schema`;
const THING = 'components.schemas.Thing';
const SCHEMAS = 'components.schemas';
const REFUSED = 'components.responses.404';
const OF_REFUSED = `${REFUSED}.content.application/problem+json.schema.allOf.1.properties`;

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
      ['gone', 'not_found'],
      /^ProblemCode: the value "forbidden" is gone/m,
    ],
    ['a problem without code', `${SCHEMAS}.Problem.properties.code`, undefined, /^Problem\/code: the field/m],
    [
      'a problem that may lack its id',
      `${SCHEMAS}.Problem.required`,
      ['code'],
      /request_id: it may be missing/,
    ],
    ['another message', `${SCHEMAS}.GatewayMessage.properties`, {}, /^GatewayMessage\/message: the field/m],
    [
      'a refusal that is a page',
      `${REFUSED}.content`,
      { 'text/html': {} },
      /is no application\/problem\+json/,
    ],
    ['a refusal that may be a page', `${REFUSED}.content.text/html`, {}, /it may be text\/html/],
    [
      'a refusal without its code',
      `${OF_REFUSED}.code.enum`,
      ['gone'],
      /404\/code: the value "not_found" is/,
    ],
    [
      'a refusal with another status',
      `${OF_REFUSED}.status.const`,
      410,
      /404\/status: the value 404 is gone/,
    ],
    ['a refusal that is gone', `${GET}.responses.404`, undefined, /does not answer 404 any more/],
    ['a refusal without its header', `${REFUSED}.headers`, {}, /the header Retry-After is gone/],
    ['a further way to succeed', `${GET}.responses.204`, {}, /may answer 204, which it never did/],
    ['another kind of token', 'components.securitySchemes.person', { type: 'apiKey' }, /scheme person was/],
    ['a scheme that is gone', 'components.securitySchemes', {}, /the security scheme person is gone/],
    ['a server that moved', 'servers', [{ url: '/api' }], /the server .* is gone/],
    ['another default', `${GET}.parameters.0.schema.default`, 1, /its default was 50 and is 1/],
    ['a default that is gone', `${GET}.parameters.0.schema.default`, undefined, /its default was 50/],
    [
      'a bound within an allOf',
      `${BODY}.properties.size`,
      { allOf: [{ type: 'number', maximum: 3 }] },
      /maximum/,
    ],
    [
      'a shorter text within an allOf',
      `${BODY}.properties.name.allOf`,
      [{ maxLength: 1 }],
      /maxLength was 10/,
    ],
    ['a further value that is refused', `${BODY}.properties.mode.not`, { enum: ['a'] }, /mode: not was/],
    ['values that are refused now', `${BODY}.properties.name.not`, { enum: ['a'] }, /name: not was nothing/],
    ['fields that are refused now', `${BODY}.properties.size.additionalProperties`, false, /further fields/],
    ['items of a kind only', `${BODY}.properties.name.items`, { type: 'string' }, /\[\]: anything became/],
    ['bounds beside the forms', `${BODY}.properties.kind.maxLength`, 1, /one of the forms/],
    ['a body that may not be left out', `${POST}.requestBody.required`, true, /it needs a body now/],
    [
      'an answer without its format',
      `${THING}.properties.at.format`,
      undefined,
      /at: format was "date-time"/,
    ],
    ['an answer without its bound', `${THING}.properties.size.maximum`, undefined, /maximum was 9 and is/],
    [
      'a field that has a name of ours',
      `${THING}.properties.examples`,
      undefined,
      /examples: the field is gone/,
    ],
  ])('is %s', (_what, path, value, found) => {
    const changes = breakingChanges({ before: API, after: changed(path, value) });

    expect(changes.join('\n')).toMatch(found);
  });

  it('is a body where there was none', () => {
    const before = changed(`${POST}.requestBody`, undefined);
    const after = changed(`${POST}.requestBody.required`, true);

    expect(breakingChanges({ before, after })).toEqual(['POST /things: it needs a body now']);
  });
});
