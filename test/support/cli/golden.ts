import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What commands print: `<command>.json` with --json, `<command>.txt` without, blanks as dashes. */
export const GOLDEN = 'test/e2e/cli/golden';

export const goldenFiles = (): readonly string[] => readdirSync(GOLDEN).sort();

export const goldenName = (command: string, kind: 'json' | 'txt'): string =>
  `${command.replaceAll(' ', '-')}.${kind}`;

/** @throws Error when it is other than what is kept, or nothing is: UPDATE_GOLDEN=1 keeps what came */
export function expectGolden(file: string, printed: string): void {
  const path = join(GOLDEN, file);
  const came = withoutChance(printed);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, came);
  if (!existsSync(path)) throw new Error(`There is no ${path}. UPDATE_GOLDEN=1 keeps what came:\n${came}`);
  expect(came).toBe(readFileSync(path, 'utf8'));
}

/** What is another one each time, by its looks; and how much of everything a stage has, which is not the CLI's affair. */
const CHANCE: readonly (readonly [RegExp, string])[] = [
  [/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+Z)?/g, '<time>'],
  [/\b[0-9A-HJKMNP-TV-Z]{26}\b/g, '<ulid>'],
  [/\brehearsal-\d{13}\b/g, 'rehearsal-<milliseconds>'],
  [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '<uuid>'],
  [/(?<=plan[_ ]hash"?:? +"?)[0-9a-f]{64}\b/g, '<hash>'],
  [/"1\.[\w-]+\.[\w-]{22}"/g, '"<selection>"'],
  [/(?<="download_url": ")[^"]+/g, '<url>'],
  [/127\.0\.0\.1:\d+/g, '<host>'],
  [/\b\d+\.\d s$/gm, '<took>'],
  [/(?<="detail": ")24\.\d+\.\d+/g, '<node>'],
  [/(?<="(quantity|total_usd|weights_version)": )[\d.e-]+/g, '"<figure>"'],
];

const withoutChance = (text: string): string =>
  CHANCE.reduce((left, [pattern, name]) => left.replace(pattern, name), text);
