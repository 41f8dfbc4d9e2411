import { isBroken, type Row } from '../bench.ts';

export interface Table {
  /** Which side the text of each column is at. */
  readonly columns: readonly ('left' | 'right')[];
  /** Titles first. */
  readonly lines: readonly (readonly string[])[];
}

const VERDICT_OF = { true: 'FAIL', false: 'pass' } as const;

/** Name, figure, limit, verdict. */
type Cells = readonly [string, string, string, string];

const TITLES: Cells = ['', 'figure', 'limit', ''];

export function cellsOf(row: Row): Cells {
  const { name, figure, unit, limit } = row;
  if (limit === undefined) return [name, withUnit(figure, unit), '', ''];
  const text =
    'atMost' in limit ? `<= ${withUnit(limit.atMost, unit)}` : `>= ${withUnit(limit.atLeast, unit)}`;
  return [name, withUnit(figure, unit), text, VERDICT_OF[`${isBroken(row)}`]];
}

export function benchTable(rows: readonly Row[]): Table {
  return { columns: ['left', 'right', 'right', 'left'], lines: [TITLES, ...rows.map(cellsOf)] };
}

/** For a terminal: columns side by side. */
export function textOf({ columns, lines }: Table): string {
  const widths = columns.map((_, column) => Math.max(...lines.map((cells) => cells[column]?.length ?? 0)));
  const padded = (cell: string, column: number) =>
    columns[column] === 'right' ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
  return lines.map((cells) => `  ${cells.map(padded).join('  ').trimEnd()}\n`).join('');
}

export function markdownOf({ columns, lines: [titles = [], ...lines] }: Table): string {
  const rule = columns.map((side) => (side === 'right' ? '---:' : '---'));
  return [titles, rule, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Three digits that mean something, and no more. */
function withUnit(figure: number, unit: string): string {
  const digits = Math.abs(figure) >= 100 ? Math.round(figure) : Number(figure.toPrecision(3));
  return `${digits} ${unit}`.trimEnd();
}
