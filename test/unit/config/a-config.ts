import { parse, stringify } from 'yaml';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import { formatProblem } from '../../../lib/config/problem.ts';
import { readConfigFolder } from '../../../lib/config/source/read-folder.ts';
import type { Contents } from '../../../lib/config/source/shared-files.ts';

export const CONFIG_FOLDER = 'configs';

const SHIPPED = readConfigFolder(CONFIG_FOLDER);

/** The shipped files with some of them given another text; undefined takes a file away. */
export function filesWith(texts: Readonly<Record<string, string | Uint8Array | undefined>>): Contents {
  const files = new Map(SHIPPED);
  for (const [name, text] of Object.entries(texts)) {
    if (text === undefined) files.delete(name);
    else files.set(name, typeof text === 'string' ? new TextEncoder().encode(text) : text);
  }
  return files;
}

/** The shipped files with other values at dotted paths; undefined takes a key away. */
export function aConfig(values: Readonly<Record<string, unknown>>, shipped: Contents = SHIPPED): Contents {
  const paths = Object.entries(values).map(([path, value]) => ({ keys: path.split('.'), value }));
  const files = new Map(shipped);
  for (const root of new Set(paths.map(({ keys }) => keys[0] ?? ''))) {
    const document: unknown = parse(textOf(files, `${root}.yaml`));
    const changed = paths
      .filter(({ keys }) => keys[0] === root)
      .reduce((edited, { keys, value }) => withValue(edited, keys, value), document);
    files.set(`${root}.yaml`, new TextEncoder().encode(stringify(changed)));
  }
  return files;
}

/** @returns one line a problem. */
export function problemsOf(files: Contents, stage = 'prod'): string[] {
  const parsed = parseConfig(files, stage);
  return 'problems' in parsed ? parsed.problems.map(formatProblem) : [];
}

export function textOf(files: Contents, name: string): string {
  return new TextDecoder().decode(files.get(name));
}

/** A document with another value at a path of keys; undefined takes the last of them away. */
export function withValue(document: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const map = typeof document === 'object' && document !== null ? document : {};
  const inner = new Map<string, unknown>(Object.entries(map)).get(key);
  const changed = withValue(inner, rest, value);
  return Object.fromEntries(
    [...Object.entries(map).filter(([name]) => name !== key), [key, changed] as const].filter(
      ([, kept]) => kept !== undefined,
    ),
  );
}
