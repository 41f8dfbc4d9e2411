import { readFileSync } from 'node:fs';

export interface Section {
  readonly title: string;
  /** Text below each `###`, by its title. */
  readonly parts: Readonly<Record<string, string>>;
}

/** The `##` sections of docs/operator-handbook.md, in their order. */
export function handbookSections(): readonly Section[] {
  const [, ...sections] = readFileSync('docs/operator-handbook.md', 'utf8').split(/^## /m);
  return sections.map((section) => {
    const [head = '', ...parts] = section.split(/^### /m);
    return {
      title: firstLine(head),
      parts: Object.fromEntries(parts.map((part) => [firstLine(part), rest(part)])),
    };
  });
}

const firstLine = (text: string): string => text.split('\n', 1)[0]?.trim() ?? '';
const rest = (text: string): string => text.slice(text.indexOf('\n')).trim();
