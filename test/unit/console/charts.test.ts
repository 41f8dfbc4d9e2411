import fc from 'fast-check';
import { nearest, pathOf } from '../../../console/charts/path.ts';
import { rangeOf, scale, shortNumber, ticks } from '../../../console/charts/scale.ts';

const plain = { x: (step: number) => step, y: (value: number) => value };

describe('the line of a chart', () => {
  it('goes from value to value, and leaves a gap where there is none', () => {
    const path = pathOf({ steps: [0, 1, 2, 3], values: [1, 2.04, null, 4] }, plain);

    expect(path).toBe('M0 1L1 2M3 4');
  });

  it('of nothing is nothing', () => {
    expect(pathOf({ steps: [], values: [] }, plain)).toBe('');
    expect(pathOf({ steps: [1], values: [null] }, plain)).toBe('');
  });

  it('holds no NaN, whatever is drawn', () => {
    const value = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 }));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 20 }), (values) => {
        const steps = values.map((_, index) => index);
        const y = scale(rangeOf(values) ?? [0, 1], [100, 0]);

        expect(pathOf({ steps, values }, { x: scale([0, steps.length], [0, 500]), y })).not.toMatch(
          /NaN|Inf/,
        );
      }),
    );
  });
});

describe('the step that is pointed at', () => {
  it('is the nearest one', () => {
    const steps = fc.uniqueArray(fc.nat(1_000), { minLength: 1 }).map((list) => list.sort((a, b) => a - b));
    fc.assert(
      fc.property(steps, fc.integer({ min: -100, max: 1_100 }), (list, wanted) => {
        const found = list[nearest(list, wanted)] ?? NaN;

        expect(Math.abs(found - wanted)).toBe(Math.min(...list.map((step) => Math.abs(step - wanted))));
      }),
    );
  });
});

describe('the numbers beside a chart', () => {
  it.each([
    [[0, 100], 4, [0, 50, 100]],
    [[0.1, 0.35], 4, [0.1, 0.2, 0.3]],
    [[-3, 7], 6, [-2, 0, 2, 4, 6]],
    [[5, 5], 4, [5]],
  ] as const)('of %j, at most %i, are %j', (range, most, wanted) => {
    expect(ticks(range, most)).toEqual(wanted);
  });

  it('are within it, and no more than asked for', () => {
    const range = fc
      .tuple(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), fc.double({ noNaN: true, min: 1e-6, max: 1e9 }))
      .map(([from, width]) => [from, from + width] as const);
    fc.assert(
      fc.property(range, (given) => {
        const [from, to] = given;
        const found = ticks(given, 5);

        expect(found.length).toBeLessThanOrEqual(6);
        const slack = Math.max(Math.abs(from), Math.abs(to)) * 1e-9;
        for (const tick of found) expect(tick >= from - slack && tick <= to + slack).toBe(true);
      }),
    );
  });

  it.each([
    [0, '0'],
    [0.00012, '1.2e-4'],
    [0.12345, '0.1235'],
    [12_345, '12,350'],
    [123_456_789, '1.2e+8'],
  ])('%d is %s', (value, text) => {
    expect(shortNumber(value)).toBe(text);
  });
});
