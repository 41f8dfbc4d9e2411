import fc from 'fast-check';
import jsonata from 'jsonata';
import { compileExpression, evaluateExpression } from '../../../../../local/states/jsonata/expression.ts';
import type { Json } from '../../../../../local/states/json.ts';

const evaluate = (source: string, bindings: Readonly<Record<string, unknown>> = {}) =>
  evaluateExpression(compileExpression(`{% ${source} %}`), bindings, 'Output');

/** What the jsonata package itself says, through JSON; undefined when it gives nothing or throws. */
async function jsonataSays(
  source: string,
  bindings: Readonly<Record<string, unknown>>,
): Promise<Json | undefined> {
  try {
    const result: unknown = await jsonata(source).evaluate(undefined, { ...bindings });
    return result === undefined ? undefined : (JSON.parse(JSON.stringify(result)) as Json);
  } catch {
    return undefined;
  }
}

const PATHS = [
  '$states.input',
  '$states.input.a',
  '$states.input.b.c',
  '$states.input.*',
  '$states.input.**',
  '$x',
  '$states.input[0]',
  '$states.input[$ > 1]',
  '$keys($states.input)',
];

const WRAPPERS = [
  (inner: string) => inner,
  (inner: string) => `$count(${inner})`,
  (inner: string) => `$exists(${inner})`,
  (inner: string) => `$type(${inner})`,
  (inner: string) => `[${inner}]`,
  (inner: string) => `{ "k": ${inner} }`,
  (inner: string) => `$string(${inner})`,
  (inner: string) => `${inner} ~> $append([1, 2])`,
  (inner: string) => `(${inner}).($ & '!')`,
  (inner: string) => `$sum(${inner}[])`,
  (inner: string) => `$map(${inner}, function($v, $i) { { "i": $i, "v": $v } })`,
  (inner: string) => `${inner} = ${inner} ? 'same' : 'other'`,
  (inner: string) => `$merge([{ "z": 1 }, ${inner}])`,
  (inner: string) => `$sort($keys(${inner}))`,
];

describe('an expression', () => {
  it("has the jsonata package's own semantics, for any input", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue({ maxDepth: 3 }),
        fc.constantFrom(...PATHS),
        fc.array(fc.constantFrom(...WRAPPERS), { maxLength: 3 }),
        async (input, path, wrappers) => {
          const source = wrappers.reduce((inner, wrap) => wrap(inner), path);
          const bindings = { states: { input }, x: input };

          const expected = await jsonataSays(source, bindings);
          const actual = await evaluate(source, bindings).catch(() => undefined);

          expect(actual).toEqual(expected);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('leaves what it is given as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 3 }), fc.constantFrom(...PATHS), async (input, path) => {
        const before = JSON.stringify(input);

        await evaluate(path, { states: { input }, x: input }).catch(() => undefined);

        expect(JSON.stringify(input)).toBe(before);
      }),
    );
  });

  it.each([
    ['$nothing', 'returned nothing (undefined).'],
    ['$states.input.a.b', 'returned nothing (undefined).'],
    ["1 + 'a'", 'threw an error during evaluation. T2002: '],
    ['$unknown(1)', 'threw an error during evaluation. T1006: Attempted to invoke a non-function'],
    ["$error('no')", 'threw an error during evaluation. D3137: no'],
    ['function($x) { $x }', 'returned an unsupported result type.'],
    ['{ "f": $sum }', 'returned an unsupported result type.'],
    ['1 / 0', 'returned an unsupported result type.'],
    ['1 / 0 + 1', 'threw an error during evaluation. D1001'],
  ])('%s fails, saying why', async (source, complaint) => {
    await expect(evaluate(source, { states: { input: {} } })).rejects.toThrow(
      `The JSONata expression '${source}' specified for the field 'Output' ${complaint}`,
    );
  });

  it('is given up when it does not end, without harm to the process', async () => {
    await expect(evaluate('($f := function($n) { $f($n + 1) }; $f(0))')).rejects.toThrow(
      'It was not done after',
    );
    await expect(evaluate('($f := function($n) { 1 + $f($n) }; $f(0))')).rejects.toThrow(
      'It recursed deeper',
    );
  });

  it('may recurse as deep as a sensible one does', async () => {
    expect(await evaluate('($f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f(500))')).toBe(500);
  });

  it('can be evaluated many times at once, each with its own bindings', async () => {
    const expression = compileExpression('{% $sum($map([1..50], function($i) { $i * $x })) %}');

    const results = await Promise.all(
      Array.from({ length: 20 }, (_, x) => evaluateExpression(expression, { x }, 'Output')),
    );

    expect(results).toEqual(Array.from({ length: 20 }, (_, x) => x * 1275));
  });

  it('does not give away the constructor of what it is given', async () => {
    const constructor = evaluate('$states.input.constructor', { states: { input: {} } });

    await expect(constructor).rejects.toThrow('unsupported');
  });
});
