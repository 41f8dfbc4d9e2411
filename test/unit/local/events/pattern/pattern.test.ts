import { matches } from '../../../../../local/events/pattern/matches.ts';
import { parsePatternText } from '../../../../../local/events/pattern/pattern.ts';

const EVENT = {
  source: 'aws.cloudwatch',
  'detail-type': 'CloudWatch Alarm State Change',
  resources: ['arn:a', 'arn:b'],
  detail: {
    state: { value: 'ALARM', previous: null },
    count: 5,
    limit: 301.8,
    enabled: false,
    name: '',
    ip: '10.0.0.33',
    employees: [
      { first: 'Anna', last: 'Smith', boss: true },
      { first: 'Peter', last: 'Jones' },
    ],
    matrix: [[1, 2], [3]],
    nothing: [],
  },
};

function isMatch(pattern: object, event: unknown = EVENT): boolean {
  return matches(parsePatternText(JSON.stringify(pattern)), event);
}

function detail(pattern: object): boolean {
  return isMatch({ detail: pattern });
}

describe('an event pattern matches', () => {
  it.each([
    ['an exact value', { source: ['aws.cloudwatch'] }],
    ['one of several', { source: ['aws.ec2', 'aws.cloudwatch'] }],
    ['an element of an array', { resources: ['arn:b'] }],
    ['all fields', { source: ['aws.cloudwatch'], detail: { count: [5] } }],
    ['a number, however it is written', { detail: { limit: [3.018e2] } }],
    ['true and false', { detail: { enabled: [false] } }],
    ['null', { detail: { state: { previous: [null] } } }],
    ['an empty text', { detail: { name: [''] } }],
    ['in nested arrays', { detail: { matrix: [3] } }],
    ['an object in an array', { detail: { employees: { first: ['Peter'] } } }],
    ['two fields of one object in an array', { detail: { employees: { first: ['Anna'], last: ['Smith'] } } }],
    ['a prefix', { detail: { state: { value: [{ prefix: 'AL' }] } } }],
    ['a prefix of any case', { detail: { state: { value: [{ prefix: { 'equals-ignore-case': 'al' } }] } } }],
    ['a suffix', { source: [{ suffix: 'watch' }] }],
    ['a suffix of any case', { source: [{ suffix: { 'equals-ignore-case': 'WATCH' } }] }],
    ['any case', { detail: { state: { value: [{ 'equals-ignore-case': 'alarm' }] } } }],
    ['a wildcard', { source: [{ wildcard: 'aws.*wat*h' }] }],
    ['a wildcard for nothing', { source: [{ wildcard: '*aws.cloudwatch*' }] }],
    ['a number in a range', { detail: { count: [{ numeric: ['>', 0, '<=', 5] }] } }],
    ['a number equal', { detail: { count: [{ numeric: ['=', 5] }] } }],
    ['anything but a text', { source: [{ 'anything-but': 'aws.ec2' }] }],
    ['anything but some texts', { source: [{ 'anything-but': ['aws.ec2', 'aws.s3'] }] }],
    ['anything but some numbers', { detail: { count: [{ 'anything-but': [100, 200] }] } }],
    ['anything but a prefix', { source: [{ 'anything-but': { prefix: 'com.' } }] }],
    ['anything but prefixes', { source: [{ 'anything-but': { prefix: ['com.', 'org.'] } }] }],
    ['anything but suffixes', { source: [{ 'anything-but': { suffix: ['.com', '.org'] } }] }],
    ['anything but a wildcard', { source: [{ 'anything-but': { wildcard: '*s3*' } }] }],
    ['a number where texts are unwanted', { detail: { count: [{ 'anything-but': ['5'] }] } }],
    ['null where a text is unwanted', { detail: { state: { previous: [{ 'anything-but': 'OK' }] } } }],
    ['an array with one other element', { resources: [{ 'anything-but': 'arn:a' }] }],
    ['a field that exists', { detail: { count: [{ exists: true }] } }],
    ['a null that exists', { detail: { state: { previous: [{ exists: true }] } } }],
    ['a field that does not exist', { detail: { other: [{ exists: false }] } }],
    ['a field below one that does not exist', { detail: { other: { more: [{ exists: false }] } } }],
    ['an object, which is no leaf, as not existing', { detail: { state: [{ exists: false }] } }],
    ['an empty array as not existing', { detail: { nothing: [{ exists: false }] } }],
    ['a value or nothing', { detail: { other: ['x', { exists: false }] } }],
    ['an address block', { detail: { ip: [{ cidr: '10.0.0.0/8' }] } }],
    ['either of two fields', { $or: [{ source: ['aws.s3'] }, { detail: { count: [5] } }] }],
    [
      'either, deeper, and another field',
      { source: ['aws.cloudwatch'], detail: { $or: [{ count: [6] }, { limit: [{ numeric: ['<', 302] }] }] } },
    ],
  ])('%s', (_what, pattern) => {
    expect(isMatch(pattern)).toBe(true);
  });
});

describe('an event pattern does not match', () => {
  it.each([
    ['another value', { source: ['aws.ec2'] }],
    ['another case', { source: ['AWS.cloudwatch'] }],
    ['a number for a text', { detail: { count: ['5'] } }],
    ['false for null', { detail: { enabled: [null] } }],
    ['fields of two objects in an array', { detail: { employees: { first: ['Anna'], last: ['Jones'] } } }],
    [
      'a field missing beside another in the same array',
      {
        detail: { employees: { first: ['Peter'], boss: [{ exists: false }] } },
      },
    ],
    ['a prefix of a number', { detail: { count: [{ prefix: '5' }] } }],
    ['the outside of a range', { detail: { count: [{ numeric: ['>', 5] }] } }],
    ['a text as number', { detail: { name: [{ numeric: ['<', 5] }] } }],
    ['anything but itself', { source: [{ 'anything-but': ['aws.cloudwatch', 'x'] }] }],
    ['anything but its prefix', { source: [{ 'anything-but': { prefix: ['x', 'aws.'] } }] }],
    ['anything but its case', { source: [{ 'anything-but': { 'equals-ignore-case': 'AWS.CLOUDWATCH' } }] }],
    ['anything but, where nothing is', { detail: { other: [{ 'anything-but': 'x' }] } }],
    ['a field that should not exist', { detail: { count: [{ exists: false }] } }],
    ['a field that should exist', { detail: { other: [{ exists: true }] } }],
    ['an object as existing', { detail: { state: [{ exists: true }] } }],
    ['another address block', { detail: { ip: [{ cidr: '192.168.0.0/16' }] } }],
    ['neither of two', { $or: [{ source: ['aws.s3'] }, { detail: { count: [6] } }] }],
    ['one field of two', { source: ['aws.cloudwatch'], detail: { count: [6] } }],
    ['what only the prototype has', { detail: { constructor: [{ exists: true }] } }],
  ])('%s', (_what, pattern) => {
    expect(isMatch(pattern)).toBe(false);
  });
});

describe('an event pattern is refused', () => {
  it.each([
    ['an unknown operator', { a: [{ like: 'x' }] }, /Unrecognized match type like/],
    ['two operators at once', { a: [{ prefix: 'x', suffix: 'y' }] }, /Only one key/],
    ['an empty operator', { a: [{}] }, /name not found/],
    ['a value outside an array', { a: 'x' }, /must be an object or an array/],
    ['an empty array', { a: [] }, /Empty arrays/],
    ['an empty object', { a: {} }, /Empty objects/],
    ['an array in an array', { a: [['x']] }, /Match value/],
    ['a pattern that is no object', ['x'], /not an object/],
    ['a prefix that is no text', { a: [{ prefix: 5 }] }, /prefix match pattern must be a string/],
    ['an unknown prefix option', { a: [{ prefix: { wildcard: 'x' } }] }, /prefix match pattern/],
    ['exists of a text', { a: [{ exists: 'yes' }] }, /exists match pattern/],
    ['numeric without a list', { a: [{ numeric: 5 }] }, /must be an array/],
    ['an unknown comparison', { a: [{ numeric: ['<>', 5] }] }, /Unrecognized numeric range operator/],
    ['a comparison with a text', { a: [{ numeric: ['<', '5'] }] }, /needs a number/],
    ['a range upside down', { a: [{ numeric: ['>', 5, '<', 1] }] }, /Bottom must be less/],
    ['two upper bounds', { a: [{ numeric: ['<', 5, '<', 6] }] }, /A numeric range/],
    ['anything-but of mixed types', { a: [{ 'anything-but': ['x', 5] }] }, /Inside anything-but/],
    ['anything-but of nothing', { a: [{ 'anything-but': [] }] }, /Empty arrays/],
    ['anything-but of an empty prefix', { a: [{ 'anything-but': { prefix: '' } }] }, /not empty/],
    [
      'anything-but of numeric',
      { a: [{ 'anything-but': { numeric: ['<', 5] } }] },
      /takes texts|Unsupported/,
    ],
    ['one alternative', { $or: [{ a: ['x'] }] }, /at least 2/],
    ['two stars in a row', { a: [{ wildcard: 'a**b' }] }, /Consecutive/],
    ['a strange escape', { a: [{ wildcard: 'a\\b' }] }, /escape/],
    ['a malformed address block', { a: [{ cidr: '10.0.0.0/33' }] }, /Malformed CIDR/],
  ])('%s', (_what, pattern, reason) => {
    const parse = () => parsePatternText(JSON.stringify(pattern));

    expect(parse).toThrow(reason);
    expect(parse).toThrow(expect.objectContaining({ code: 'InvalidEventPatternException' }));
  });

  it('text that is not JSON', () => {
    expect(() => parsePatternText('{')).toThrow(/not JSON/);
  });
});

describe('a wildcard', () => {
  it.each([
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['*ab*b', 'ab', false],
    ['*ab*b', 'xabb', true],
    ['a\\*b', 'a*b', true],
    ['a\\*b', 'axb', false],
    ['a\\\\b', 'a\\b', true],
    ['*', '', true],
    ['a\\**', 'a*xyz', true],
  ])('%s against %s is %s', (wildcard, text, expected) => {
    expect(isMatch({ a: [{ wildcard }] }, { a: text })).toBe(expected);
  });
});

it('a field of detail alone decides when only it is asked for', () => {
  expect(detail({ count: [5] })).toBe(true);
});
