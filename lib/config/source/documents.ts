import { describeFound } from '../check/found.ts';
import { isPlainMap } from '../check/plain-map.ts';
import type { Finding } from '../problem.ts';
import { parseYaml } from './yaml.ts';

/** What stands under each root key. A key that is there without a value has to be judged; one not there does not. */
export type Documents = Readonly<Record<string, unknown>>;

export interface FileDocuments {
  readonly documents: Documents;
  readonly findings: readonly Finding[];
}

/**
 * @param root the key the file is about: there even if the file is empty, so that its absence is found.
 * @param others root keys the file may have besides.
 */
export function documentsIn(
  content: Uint8Array,
  root: string,
  others: readonly string[] = [],
): FileDocuments {
  const parsed = parseYaml(content);
  if ('findings' in parsed) return { documents: {}, findings: parsed.findings };
  const value = parsed.value ?? {};
  const roots = [root, ...others];
  if (!isPlainMap(value)) {
    return {
      documents: {},
      findings: [{ path: [root], found: describeFound(value), allowed: `the key ${root}` }],
    };
  }
  const entries = Object.entries(value);
  return {
    documents: { [root]: undefined, ...Object.fromEntries(entries.filter(([key]) => roots.includes(key))) },
    findings: entries
      .filter(([key]) => !roots.includes(key))
      .map(([key]) => ({ path: [key], found: 'an unknown key', allowed: roots.join(', ') })),
  };
}
