import { oneLine } from './one-line.ts';
import type { World } from './world.ts';

/** The data as they are, or text for people. Of data that come again and again, each is a line (NDJSON). */
export function print(world: World, data: unknown, text: () => string): void {
  const indent = world.isLined === true ? 0 : 2;
  world.out(world.isJson ? `${JSON.stringify(data, null, indent)}\n` : text());
}

export type Row = readonly (string | number | undefined)[];

/** Columns side by side, under their titles. */
export function table(titles: readonly string[], rows: readonly Row[]): string {
  const cells = [titles, ...rows.map((row) => row.map((cell) => oneLine(String(cell ?? ''))))];
  const widths = titles.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

/** Names and their values, one a line. What is not there is left out. */
export function facts(entries: Readonly<Record<string, string | number | undefined>>): string {
  const known = Object.entries(entries).filter(([, value]) => value !== undefined);
  const width = Math.max(0, ...known.map(([name]) => name.length));
  return known.map(([name, value]) => `${name.padEnd(width)}  ${oneLine(String(value))}\n`).join('');
}

const COLORS = { good: 32, bad: 31, meh: 33 } as const;

export function colored(world: World, color: keyof typeof COLORS, text: string): string {
  return world.hasColors ? `\u001b[${COLORS[color]}m${text}\u001b[0m` : text;
}

/** `2026-11-22 08:53:52`, in UTC. */
export function time(iso: string | undefined | null): string | undefined {
  return iso?.replace('T', ' ').replace(/\.\d+Z$/, '');
}
