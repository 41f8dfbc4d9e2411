import conditionParser, { type ParseContext, type Parser } from 'dynalite/db/conditionParser.js';
import updateParser from 'dynalite/db/updateParser.js';
import fc from 'fast-check';
import { cached } from '../../../../../local/dynamodb/engine/parse-cache.ts';

const CONDITIONS = [
  'attribute_not_exists(#a)',
  'attribute_not_exists(#a) OR (b <= :x AND (#c = :y OR #c = :x))',
  'NOT (a.b[0] = :x) AND size(c) > :y',
  'a IN (:x, b, :y)',
  'a BETWEEN :x AND :y',
  'begins_with(a, :x)',
  'contains(#c.d, :x)',
  ':x = a',
  'a = :x AND a = :x',
  'a = :missing',
  '#missing = :x',
  'a = (',
];
const UPDATES = [
  'SET a = :x, b = if_not_exists(b, :y) + :x REMOVE #c[1], #a.b ADD n :x',
  'ADD n :x DELETE s :y',
  'SET a = list_append(a, :x)',
  'SET a = b',
  'SET #a.b = :x',
  'REMOVE a, a',
];

const value = fc.oneof(
  fc.integer().map((n) => ({ N: String(n) })),
  fc.string().map((text) => ({ S: text })),
  fc.array(fc.string(), { minLength: 1 }).map((texts) => ({ SS: texts })),
  fc.record({ L: fc.array(fc.record({ S: fc.string() })) }),
);
const context = fc.record({
  attrNames: fc.record({ '#a': fc.constantFrom('a', 'constructor'), '#c': fc.constantFrom('c', 'a') }),
  attrVals: fc.record({ ':x': value, ':y': value }),
});

interface Outcome {
  readonly result: unknown;
  readonly unused: unknown;
}

function outcome(
  parse: Parser['parse'],
  text: string,
  given: Pick<ParseContext, 'attrNames' | 'attrVals'>,
): Outcome {
  const names = { '#a': true, '#c': true } as const;
  const values = { ':x': true, ':y': true } as const;
  const full = {
    ...given,
    unusedAttrNames: { ...names },
    unusedAttrVals: { ...values },
    isReserved: () => false,
    compare: () => false,
  };
  const unused = () => [Object.keys(full.unusedAttrNames), Object.keys(full.unusedAttrVals)];
  try {
    const result = parse(text, { context: full });
    return { result, unused: unused() };
  } catch (error) {
    return { result: String(error), unused: unused() };
  }
}

it.each([
  ['conditions', conditionParser, CONDITIONS],
  ['updates', updateParser, UPDATES],
])('a cached parser of %s answers as the parser does, whatever it was asked before', (_of, parser, texts) => {
  const fresh = parser.parse;
  const caching = cached(fresh);

  fc.assert(
    fc.property(fc.constantFrom(...texts), context, (text, given) => {
      const expected = JSON.stringify(outcome(fresh, text, given));

      expect(JSON.stringify(outcome(caching, text, given))).toBe(expected);
      expect(JSON.stringify(outcome(caching, text, given))).toBe(expected);
    }),
    { numRuns: 500 },
  );
});

it('a tree is the own of whoever asked for it', () => {
  const caching = cached(conditionParser.parse);
  const given = { attrNames: { '#a': 'a', '#c': 'c' }, attrVals: { ':x': { S: 'x' }, ':y': { S: 'y' } } };
  const ask = () => outcome(caching, CONDITIONS[1] ?? '', given).result;
  ask();

  const mine = ask();
  Object.assign(mine as object, { expression: 'spoilt' });

  expect(ask()).not.toHaveProperty('expression', 'spoilt');
});

it('parentheses that would keep the parser busy for seconds are refused at once', () => {
  const nested = `${'(a = :x AND '.repeat(9)}b = :y${')'.repeat(9)}`;
  const values = { attrVals: { ':x': { S: 'x' }, ':y': { S: 'y' } } };

  expect(outcome(cached(conditionParser.parse), nested, values).result).toContain(
    '8 levels of parentheses, not 9',
  );
});
