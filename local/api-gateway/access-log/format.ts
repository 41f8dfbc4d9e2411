import { type Answered, type Variable, variableOf } from './variables.ts';

const PLACEHOLDER = /\$context\.([A-Za-z0-9_]+(?:[.:][A-Za-z0-9_]+)*)/;

/** Fills a stage's format for each request; `-` stands for what is not there. Throws for an unknown variable. */
export function compileLogFormat(format: string): (answered: Answered) => string {
  // Split by a pattern with one group, every second part is a variable's name.
  const parts = format
    .split(PLACEHOLDER)
    .map((part, index): string | Variable => (index % 2 === 0 ? part : variableOf(part)));
  const escape = format.trimStart().startsWith('{') ? escapeJson : escapeText;
  return (answered) =>
    parts.map((part) => (typeof part === 'string' ? part : escape(String(part(answered) ?? '-')))).join('');
}

/** In a JSON format the variables stand within quotes: a user agent must not get out of them. */
const escapeJson = (text: string): string => JSON.stringify(text).slice(1, -1);
const escapeText = (text: string): string => text.replace(/[\r\n]/g, ' ');
