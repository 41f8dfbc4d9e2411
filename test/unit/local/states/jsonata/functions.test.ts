import fc from 'fast-check';
import { createMovableClock } from '../../../../../local/clock/movable-clock.ts';
import { compileExpression, evaluateExpression } from '../../../../../local/states/jsonata/expression.ts';
import { createFunctions } from '../../../../../local/states/jsonata/functions.ts';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const clock = createMovableClock({ running: false, startAt: NOW });
const functions = createFunctions({ clock, random: () => 0.25 });

const evaluate = (source: string, bindings: Readonly<Record<string, unknown>> = {}) =>
  evaluateExpression(compileExpression(`{% ${source} %}`), { ...functions, ...bindings }, 'Output');

describe('$partition', () => {
  it('cuts an array into chunks that make the array again', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer(), { minLength: 1 }),
        fc.integer({ min: 1, max: 9 }),
        async (list, size) => {
          const chunks = (await evaluate('$partition($list, $size)', { list, size })) as readonly number[][];

          expect(chunks.flat()).toEqual(list);
          expect(chunks.slice(0, -1).every((chunk) => chunk.length === size)).toBe(true);
        },
      ),
    );
  });

  it.each(['$partition(1, 2)', '$partition([1], 0)', '$partition([1], 1.5)'])(
    '%s is refused',
    async (source) => {
      await expect(evaluate(source)).rejects.toThrow('$partition');
    },
  );
});

describe('$range', () => {
  it.each([
    ['$range(0, 9, 3)', [0, 3, 6, 9]],
    ['$range(0, 10, 3)', [0, 3, 6, 9]],
    ['$range(5, 1, -2)', [5, 3, 1]],
    // Recorded on AWS: a range is a JSONata sequence, and a sequence of one is that one.
    ['$range(1, 9, 9)', 1],
  ])('%s is %j', async (source, expected) => {
    expect(await evaluate(source)).toEqual(expected);
  });

  it.each(['$range(1, 2, 0)', '$range(1, 2.5, 1)', "$range('a', 2, 1)", '$range(1, 1001, 1)'])(
    '%s is refused',
    async (source) => {
      await expect(evaluate(source)).rejects.toThrow('$range');
    },
  );

  it('makes up to 1,000 numbers', async () => {
    expect(await evaluate('$count($range(1, 1000, 1))')).toBe(1000);
  });
});

describe('$hash', () => {
  it.each([
    ['MD5', '5eb63bbbe01eeed093cb22bb8f5acdc3'],
    ['SHA-1', '2aae6c35c94fcfb415dbe95f408b9ce91ee846ed'],
    ['SHA-256', 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9'],
  ])('%s', async (algorithm, expected) => {
    expect(await evaluate(`$hash('hello world', '${algorithm}')`)).toBe(expected);
  });

  it('refuses algorithms it does not know', async () => {
    await expect(evaluate("$hash('x', 'SHA-3')")).rejects.toThrow('not SHA-3');
  });
});

describe('$random', () => {
  it('is from the given source, or the same for the same seed', async () => {
    expect(await evaluate('$random()')).toBe(0.25);
    expect(await evaluate('$random(7) = $random(7)')).toBe(true);
    expect(await evaluate('$random(7) = $random(8)')).toBe(false);
  });

  it('is at least 0 and less than 1 for any seed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const number = Number(await evaluate('$random($seed)', { seed }));

        expect(number).toBeGreaterThanOrEqual(0);
        expect(number).toBeLessThan(1);
      }),
    );
  });
});

describe('$parse', () => {
  it('undoes $string for any JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        expect(await evaluate('$parse($text)', { text: JSON.stringify(value) })).toEqual(
          JSON.parse(JSON.stringify(value)),
        );
      }),
    );
  });

  it('refuses what is no JSON', async () => {
    await expect(evaluate("$parse('{oops')")).rejects.toThrow('JSON');
  });
});

describe('$uuid', () => {
  it('is a version 4 UUID, another one each time', async () => {
    const [first, second] = (await evaluate('[$uuid(), $uuid()]')) as readonly string[];

    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(second).not.toBe(first);
  });
});

describe('$eval', () => {
  it('is not there', async () => {
    await expect(evaluate("$eval('1 + 1')")).rejects.toThrow('T1006: Attempted to invoke a non-function');
  });
});

describe('$now and $millis', () => {
  it('read the clock of the stack', async () => {
    expect(await evaluate('$millis()')).toBe(NOW);
    expect(await evaluate('$now()')).toBe('2026-03-01T12:00:00.000Z');
    expect(await evaluate("$now('[Y0001]-[M01]-[D01]')")).toBe('2026-03-01');
    expect(await evaluate("$now('[H01]:[m01]', '+0200')")).toBe('14:00');
  });
});
