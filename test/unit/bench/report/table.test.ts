import { benchTable, cellsOf, textOf } from '../../../../bench/report/table.ts';

describe('the table of a bench', () => {
  it.each([
    [
      { name: 'a', figure: 0.04931, unit: 'ms', limit: { atMost: 0.15 } },
      ['a', '0.0493 ms', '<= 0.15 ms', 'pass'],
    ],
    [
      { name: 'b', figure: 271_776 / 1_000, unit: 'kB', limit: { atMost: 200 } },
      ['b', '272 kB', '<= 200 kB', 'FAIL'],
    ],
    [{ name: 'c', figure: 5, unit: '/s', limit: { atLeast: 6 } }, ['c', '5 /s', '>= 6 /s', 'FAIL']],
    [{ name: 'd', figure: 12_345.6, unit: '' }, ['d', '12346', '', '']],
    [{ name: 'e', figure: 0, unit: '', limit: { atMost: 0 } }, ['e', '0', '<= 0', 'pass']],
  ])('shows %o as %j', (row, cells) => {
    expect(cellsOf(row)).toEqual(cells);
  });

  it('stands in columns, without blanks at the ends of lines', () => {
    const table = textOf(
      benchTable([
        { name: 'short', figure: 1, unit: 'ms', limit: { atMost: 10 } },
        { name: 'longer name', figure: 100, unit: 'ms' },
      ]),
    );

    expect(table).toBe(
      [
        '               figure     limit',
        '  short          1 ms  <= 10 ms  pass',
        '  longer name  100 ms',
        '',
      ].join('\n'),
    );
  });
});
