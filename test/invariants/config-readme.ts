import { readFileSync } from 'node:fs';

const TEXT = readFileSync('configs/README.md', 'utf8');

/** The rows of the one table under a heading of configs/README.md: cells by column title, back-ticks removed. */
export function readmeTable(heading: string): Readonly<Record<string, string>>[] {
  const section = TEXT.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const [titles = [], , ...rows] = section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map(cells);
  return rows.map((row) => Object.fromEntries(titles.map((title, column) => [title, row[column] ?? ''])));
}

export function readmeHeadings(): string[] {
  return [...TEXT.matchAll(/^## (.+)$/gm)].map(([, heading = '']) => heading);
}

function cells(line: string): string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim().replace(/^`([^`]*)`$/, '$1'));
}
