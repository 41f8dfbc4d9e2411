import type { ReportLine } from '../contracts/answers/reports.ts';

/** As many digits as say something, and the unit. */
export function figureText({ figure, unit }: Pick<ReportLine, 'figure' | 'unit'>): string {
  if (figure === null) return '–';
  const text = String(Number(figure.toPrecision(figure !== 0 && Math.abs(figure) < 100 ? 4 : 6)));
  return unit === '' ? text : `${text} ${unit}`;
}

/** `48h`, `90m`, `90s`: the largest unit that goes into it whole. */
export function windowText(seconds: number): string {
  if (seconds % 3_600 === 0) return `${seconds / 3_600} h`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}

/** The modes of a chart, in the order of the first point. */
export function modesOf(split: readonly { readonly modes: Readonly<Record<string, number>> }[]): string[] {
  return [...new Set(split.flatMap(({ modes }) => Object.keys(modes)))];
}
