import { isBroken } from '../../../bench/bench.ts';

const aRow = { name: 'time', unit: 'ms' };

describe('a limit', () => {
  it.each([
    ['at most 2', { atMost: 2 }, 2, false],
    ['at most 2', { atMost: 2 }, 2.001, true],
    ['at least 2', { atLeast: 2 }, 2, false],
    ['at least 2', { atLeast: 2 }, 1.999, true],
    ['at most 2', { atMost: 2 }, NaN, true],
    ['at least 2', { atLeast: 2 }, NaN, true],
  ])('of %s (%o), held against %d, is broken: %s', (_text, limit, figure, expected) => {
    expect(isBroken({ ...aRow, figure, limit })).toBe(expected);
  });

  it('that is not there is never broken', () => {
    expect(isBroken({ ...aRow, figure: 1e9 })).toBe(false);
  });
});
