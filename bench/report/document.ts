import { markdownOf, type Table } from './table.ts';

export interface Section {
  readonly title: string;
  /** How it is measured: stands above the table. */
  readonly method: string;
  readonly table: Table;
}

export interface Run {
  readonly sections: readonly Section[];
  /** ISO 8601, the day alone. */
  readonly date: string;
  readonly machine: string;
  readonly command: string;
}

const HEADER = `# Benchmarks

\`npm run bench\` prints these tables and ends with 1 when a limit is broken; \`npm run bench -- NAME\` takes one of them.
With \`--write\` the result is kept here. Figures of time say something about their machine only; limits are on counts,
sizes, and on times that leave room or are ratios within one run.
`;

/** The document after a run: what was run anew, what was not as it was before, in the order of \`titles\`. */
export function updateDocument(before: string, run: Run, titles: readonly string[]): string {
  const kept = new Map(before.split(/^(?=## )/m).map((section) => [titleOf(section), section]));
  const fresh = new Map(run.sections.map((section) => [section.title, textOf(section, run)]));
  const sections = titles.flatMap((title) => fresh.get(title) ?? kept.get(title) ?? []);
  return [HEADER, ...sections].map((section) => section.trimEnd()).join('\n\n') + '\n';
}

const titleOf = (section: string): string => /^## (.+)$/m.exec(section)?.[1] ?? '';

function textOf({ title, method, table }: Section, { date, machine, command }: Run): string {
  return `## ${title}\n\n${method}\n\n${markdownOf(table)}\n\n\`${command}\`, ${date}, on ${machine}.\n`;
}
