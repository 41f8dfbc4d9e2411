import fc from 'fast-check';
import { median } from '../../../bench/statistics.ts';

const numbers = fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 1 });

describe('the median', () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[7], 7],
  ])('of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it('leaves as many values below as above', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        const middle = median(values);

        const below = values.filter((value) => value < middle).length;
        const above = values.filter((value) => value > middle).length;

        expect(below).toBeLessThanOrEqual(values.length / 2);
        expect(above).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });

  it('of nothing is an error', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});
