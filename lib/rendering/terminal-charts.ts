import type { ReportCharts } from '../contracts/answers/reports.ts';
import { modesOf } from './figures.ts';
import { slotsOf } from './slots.ts';

const HEIGHT = 8;
/** Of a stack: as many modes as can be told apart; more begin anew. */
const SHADES = ['█', '▒', '░', '▓', '#', '+', '.'] as const;

/** The schedule of the entropy coefficient, and where the run is on it. Empty without points. */
export function entropyChart(points: ReportCharts['entropy']): string {
  if (points.length === 0) return '';
  const values = points.flatMap(({ scheduled, reported = scheduled }) => [scheduled, reported]);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const rowOf = (value: number) =>
    most === least ? 0 : Math.round(((value - least) / (most - least)) * (HEIGHT - 1));
  const rows = Array.from({ length: HEIGHT }, (_, i) => HEIGHT - 1 - i).map((row) =>
    points
      .map(({ scheduled, reported }) => {
        if (reported !== undefined && rowOf(reported) === row) return '●';
        return rowOf(scheduled) === row ? '·' : ' ';
      })
      .join(''),
  );
  const labels = rows.map((_, i) => (i === 0 ? label(most) : i === HEIGHT - 1 ? label(least) : ''));
  const [first, last] = [points[0]?.step ?? 0, points.at(-1)?.step ?? 0];
  return [
    'Entropy coefficient by step (· schedule, ● the run)',
    ...framed(rows, labels),
    axis(points.length, String(first), String(last)),
  ].join('\n');
}

/** Shares of the modes over time, stacked to 100 %; blank where nobody was assigned anything. Empty without points. */
export function splitChart(points: ReportCharts['split']): string {
  if (points.length === 0) return '';
  const modes = modesOf(points);
  const columns = slotsOf(points).map((slot) => stackOf(modes.map((mode) => slot?.modes[mode] ?? 0)));
  const rows = Array.from({ length: HEIGHT }, (_, i) => HEIGHT - 1 - i).map((row) =>
    columns.map((column) => column[row] ?? ' ').join(''),
  );
  const legend = modes.map((mode, index) => `${shadeOf(index)} ${mode}`).join(', ');
  const labels = rows.map((_, i) => (i === 0 ? '100 %' : i === HEIGHT - 1 ? '0 %' : ''));
  const timeOf = (at = '') => at.slice(11, 16);
  return [
    `Split of new sessions over time (from below: ${legend})`,
    ...framed(rows, labels),
    axis(columns.length, timeOf(points[0]?.at), timeOf(points.at(-1)?.at)),
  ].join('\n');
}

/** From below, one character a cell: that of the mode in which the middle of the cell lies. */
function stackOf(shares: readonly number[]): readonly string[] {
  const total = shares.reduce((sum, share) => sum + share, 0);
  return Array.from({ length: HEIGHT }, (_, cell) => {
    const middle = ((cell + 0.5) / HEIGHT) * total;
    let below = 0;
    const index = shares.findIndex((share) => (below += share) > middle);
    return index === -1 ? ' ' : shadeOf(index);
  });
}

const shadeOf = (index: number): string => SHADES[index % SHADES.length] ?? '#';

const WIDTH = 8;

function framed(rows: readonly string[], labels: readonly string[]): string[] {
  return rows.map((row, index) => `  ${(labels[index] ?? '').padStart(WIDTH)} │${row.trimEnd()}`);
}

function axis(width: number, from: string, to: string): string {
  const gap = ' '.repeat(Math.max(1, width - from.length - to.length));
  return `  ${''.padStart(WIDTH)} └${'─'.repeat(width)}\n  ${''.padStart(WIDTH)}  ${from}${gap}${to}`;
}

const label = (value: number): string => String(Number(value.toPrecision(3)));
