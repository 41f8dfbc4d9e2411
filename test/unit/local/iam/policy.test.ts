import fc from 'fast-check';
import * as v from 'valibot';
import { compileArnPattern } from '../../../../local/iam/policy/arn-pattern.ts';
import type { RequestContext } from '../../../../local/iam/policy/condition.ts';
import { evaluate } from '../../../../local/iam/policy/evaluate.ts';
import { compilePolicy, PolicyDocument } from '../../../../local/iam/policy/policy-document.ts';
import { compileWildcard } from '../../../../local/iam/policy/wildcard.ts';

const TABLE = 'arn:aws:dynamodb:us-east-1:123456789012:table/sessions';

const statements = (...items: readonly object[]) =>
  compilePolicy(v.parse(PolicyDocument, { Version: '2012-10-17', Statement: items }));

const allow = (changes: object = {}) => ({
  Effect: 'Allow',
  Action: 'dynamodb:GetItem',
  Resource: TABLE,
  ...changes,
});

const ask = (
  policy: ReturnType<typeof statements>,
  changes: { action?: string; resource?: string; context?: Record<string, readonly string[]> } = {},
) => {
  const { action = 'dynamodb:GetItem', resource = TABLE, context = {} } = changes;
  return evaluate(policy, { action, resource, context: new Map(Object.entries(context)) });
};

describe('a wildcard pattern', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*', '?'), maxLength: 12 });

  it('matches what the regular expression of the same meaning matches', () => {
    fc.assert(
      fc.property(text, text, (pattern, value) => {
        const expression = pattern.replaceAll('?', '.').replaceAll('*', '.*');
        expect(compileWildcard(pattern)(value)).toBe(new RegExp(`^${expression}$`, 's').test(value));
      }),
      { numRuns: 2000 },
    );
  });

  it('matches itself, and all it could have been made from', () => {
    const plain = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.'), maxLength: 8 });

    fc.assert(
      fc.property(fc.array(plain, { minLength: 1 }), plain, (parts, filling) => {
        expect(compileWildcard(parts.join('*'))(parts.join(filling))).toBe(true);
      }),
    );
  });

  it('costs a hostile pattern no more than it is worth', () => {
    const matches = compileWildcard('*a'.repeat(50));
    const before = process.cpuUsage();

    const matched = matches('a'.repeat(20_000) + 'b');

    expect(matched).toBe(false);
    // A walk of every way would take years; on a loaded machine our own time is what counts.
    expect(process.cpuUsage(before).user).toBeLessThan(2_000_000);
  });
});

describe('an ARN pattern', () => {
  it.each([
    ['*', TABLE, true],
    [TABLE, TABLE, true],
    ['arn:aws:dynamodb:*:*:table/*', TABLE, true],
    ['arn:aws:s3:::bucket/*', 'arn:aws:s3:::bucket/a/b', true],
    ['arn:aws:logs:*:*:log-group:/aws/lambda/*', 'arn:aws:logs:us-east-1:1:log-group:/aws/lambda/x:*', true],
    ['arn:aws:dynamodb:*:table/sessions', TABLE, 'refused'],
    ['table/*', TABLE, 'refused'],
    ['arn:aws:dynamodb:us-*:*:*', TABLE, true],
    // A wildcard ends with its segment.
    ['arn:*:dynamodb::*:table/sessions', TABLE, false],
    ['arn:aws:dynamodb:us-east-1:123456789012:table/Sessions', TABLE, false],
    [TABLE, '*', false],
  ])('%s against %s: %s', (pattern, arn, expected) => {
    if (expected === 'refused') expect(() => compileArnPattern(pattern)).toThrow('is not an ARN pattern');
    else expect(compileArnPattern(pattern)(arn)).toBe(expected);
  });
});

describe('a policy', () => {
  it('allows what a statement allows, and nothing else', () => {
    const policy = statements(allow());

    expect(ask(policy)).toBe('allowed');
    expect(ask(policy, { action: 'dynamodb:PutItem' })).toBe('denied by default');
    expect(ask(policy, { resource: `${TABLE}2` })).toBe('denied by default');
    expect(ask([])).toBe('denied by default');
  });

  it('denies what any statement denies, whatever the others allow', () => {
    const policy = statements(allow({ Action: '*', Resource: '*' }), {
      Effect: 'Deny',
      Action: ['dynamodb:Delete*', 'dynamodb:PutItem'],
      Resource: '*',
    });

    expect(ask(policy)).toBe('allowed');
    expect(ask(policy, { action: 'dynamodb:PutItem' })).toBe('denied explicitly');
    expect(ask(policy, { action: 'dynamodb:DeleteItem' })).toBe('denied explicitly');
  });

  it('knows no case in actions', () => {
    expect(ask(statements(allow({ Action: 'DynamoDB:getitem' })))).toBe('allowed');
  });

  it('turns NotAction and NotResource round', () => {
    const policy = statements({ Effect: 'Allow', NotAction: 'dynamodb:*', NotResource: TABLE });

    expect(ask(policy, { action: 's3:GetObject', resource: 'arn:aws:s3:::a/b' })).toBe('allowed');
    expect(ask(policy, { action: 's3:GetObject' })).toBe('denied by default');
    expect(ask(policy, { resource: 'arn:aws:s3:::a/b' })).toBe('denied by default');
  });

  it.each<[string, object, Record<string, readonly string[]>, boolean]>([
    [
      'StringEquals holds',
      { StringEquals: { 'cloudwatch:namespace': 'X' } },
      { 'cloudwatch:namespace': ['X'] },
      true,
    ],
    ['StringEquals knows case', { StringEquals: { k: 'X' } }, { k: ['x'] }, false],
    ['StringEquals takes any of several', { StringEquals: { k: ['X', 'Y'] } }, { k: ['Y'] }, true],
    ['StringEquals fails on an absent key', { StringEquals: { k: 'X' } }, {}, false],
    ['StringEqualsIfExists takes an absent key', { StringEqualsIfExists: { k: 'X' } }, {}, true],
    ['StringEqualsIgnoreCase', { StringEqualsIgnoreCase: { k: 'X' } }, { k: ['x'] }, true],
    ['StringNotEquals', { StringNotEquals: { k: ['X', 'Y'] } }, { k: ['Z'] }, true],
    ['StringNotEquals refuses any of several', { StringNotEquals: { k: ['X', 'Y'] } }, { k: ['Y'] }, false],
    ['StringNotEquals takes an absent key', { StringNotEquals: { k: 'X' } }, {}, true],
    ['StringLike', { StringLike: { k: 'a*?' } }, { k: ['abc'] }, true],
    ['StringNotLike', { StringNotLike: { k: 'a*' } }, { k: ['abc'] }, false],
    [
      'keys know no case',
      { StringEquals: { 'DynamoDB:LeadingKeys': 'X' } },
      { 'dynamodb:leadingkeys': ['X'] },
      true,
    ],
    ['Bool', { Bool: { 'aws:SecureTransport': true } }, { 'aws:securetransport': ['true'] }, true],
    [
      'Bool as text',
      { Bool: { 'aws:SecureTransport': 'false' } },
      { 'aws:securetransport': ['true'] },
      false,
    ],
    ['Null for an absent key', { Null: { k: 'true' } }, {}, true],
    ['Null for a present key', { Null: { k: true } }, { k: ['x'] }, false],
    ['Null false', { Null: { k: 'false' } }, { k: ['x'] }, true],
    ['ArnLike', { ArnLike: { k: 'arn:aws:s3:::b*' } }, { k: ['arn:aws:s3:::bucket'] }, true],
    [
      'ForAllValues holds for all',
      { 'ForAllValues:StringEquals': { k: ['a', 'b'] } },
      { k: ['a', 'b', 'a'] },
      true,
    ],
    ['ForAllValues fails on one', { 'ForAllValues:StringLike': { k: ['a*'] } }, { k: ['ab', 'c'] }, false],
    ['ForAllValues takes an absent key', { 'ForAllValues:StringEquals': { k: ['a'] } }, {}, true],
    [
      'ForAllValues of a negation',
      { 'ForAllValues:StringNotEquals': { k: ['a'] } },
      { k: ['b', 'a'] },
      false,
    ],
    ['ForAnyValue holds for one', { 'ForAnyValue:StringEquals': { k: ['a'] } }, { k: ['b', 'a'] }, true],
    ['ForAnyValue fails on an absent key', { 'ForAnyValue:StringNotEquals': { k: ['a'] } }, {}, false],
    [
      'every operator must hold',
      { StringEquals: { k: 'a' }, Bool: { l: true } },
      { k: ['a'], l: ['false'] },
      false,
    ],
    ['every key must hold', { StringEquals: { k: 'a', l: 'b' } }, { k: ['a'], l: ['c'] }, false],
  ])('judges conditions: %s', (_, Condition, context, expected) => {
    const decision = ask(statements(allow({ Condition })), { context });

    expect(decision).toBe(expected ? 'allowed' : 'denied by default');
  });

  it.each<[object, string]>([
    [{ Condition: { DateLessThan: { k: 'x' } } }, 'DateLessThan'],
    [{ Condition: { 'ForSomeValues:StringEquals': { k: 'x' } } }, 'ForSomeValues:StringEquals'],
    [{ Condition: { toString: { k: 'x' } } }, 'toString'],
    [{ Condition: { StringEquals: { 'aws:SourceIp': 'x' } } }, 'aws:SourceIp'],
    [{ Resource: 'arn:aws:s3:::${aws:username}/*' }, 'Policy variables'],
    [{ Resource: undefined }, 'either Resource or NotResource'],
    [{ NotAction: 'a:b' }, 'either Action or NotAction'],
    [{ Principal: '*' }, 'Principal'],
    [{ Effect: 'Maybe' }, 'Maybe'],
  ])('is refused rather than half understood: %j', (changes, named) => {
    expect(() => statements(allow(changes))).toThrow(named);
  });

  it('decides the same in whatever order its statements stand', () => {
    const statement = fc.record({
      Effect: fc.constantFrom('Allow', 'Deny'),
      Action: fc.constantFrom('dynamodb:*', 'dynamodb:GetItem', 's3:*'),
      Resource: fc.constantFrom('*', TABLE, 'arn:aws:s3:::a'),
    });

    fc.assert(
      fc.property(fc.array(statement), (items) => {
        const context: RequestContext = new Map();
        const request = { action: 'dynamodb:GetItem', resource: TABLE, context };
        expect(evaluate(statements(...items), request)).toBe(
          evaluate(statements(...items.toReversed()), request),
        );
      }),
    );
  });
});
