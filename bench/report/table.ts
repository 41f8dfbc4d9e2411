import { isBroken, type Row } from '../bench.ts';

const VERDICT_OF = { true: 'FAIL', false: 'pass' } as const;

/** Name, figure, limit, verdict. */
export type Cells = readonly [string, string, string, string];

export const TITLES: Cells = ['', 'figure', 'limit', ''];

export function cellsOf(row: Row): Cells {
  const { name, figure, unit, limit } = row;
  if (limit === undefined) return [name, withUnit(figure, unit), '', ''];
  const text =
    'atMost' in limit ? `<= ${withUnit(limit.atMost, unit)}` : `>= ${withUnit(limit.atLeast, unit)}`;
  return [name, withUnit(figure, unit), text, VERDICT_OF[`${isBroken(row)}`]];
}

/** For a terminal: columns side by side, figures to the right. */
export function textTable(rows: readonly Row[]): string {
  const table = [TITLES, ...rows.map(cellsOf)];
  const width = (column: number) => Math.max(...table.map((cells) => cells[column]?.length ?? 0));
  const [name, figure, limit] = [width(0), width(1), width(2)];
  return table
    .map((cells) => [cells[0].padEnd(name), cells[1].padStart(figure), cells[2].padStart(limit), cells[3]])
    .map((cells) => `  ${cells.join('  ').trimEnd()}\n`)
    .join('');
}

/** Three digits that mean something, and no more. */
function withUnit(figure: number, unit: string): string {
  const digits = Math.abs(figure) >= 100 ? Math.round(figure) : Number(figure.toPrecision(3));
  return `${digits} ${unit}`.trimEnd();
}
