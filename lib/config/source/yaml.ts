import { isUtf8 } from 'node:buffer';
import { isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type { Document, YAMLMap } from 'yaml';
import { quote } from '../check/found.ts';
import type { Finding } from '../problem.ts';

/** Far above any honest file here; keeps a damaged one from eating the time and memory of whoever reads it. */
const MOST_BYTES = 262_144;

export type Parsed = { readonly value: unknown } | { readonly findings: readonly Finding[] };

/**
 * One YAML 1.2 document as plain values. Refused, each with its line: broken syntax, tabs, duplicate keys, keys that
 * are no text, tags, a second document, directives (`%YAML 1.1` would turn `no` into false) and aliases (a short file
 * of them can stand for gigabytes).
 */
export function parseYaml(content: Uint8Array): Parsed {
  if (content.byteLength > MOST_BYTES) {
    return refused(`${content.byteLength} bytes`, `at most ${MOST_BYTES} bytes`);
  }
  if (!isUtf8(content)) return refused('bytes that are not UTF-8', 'UTF-8 text');
  return parseText(new TextDecoder().decode(content));
}

function refused(found: string, allowed: string): Parsed {
  return { findings: [{ path: ['line 1'], found, allowed }] };
}

function parseText(text: string): Parsed {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter,
    prettyErrors: false,
    resolveKnownTags: false,
    stringKeys: true,
    // The parser's own check compares each key with all others: 20 s for 256 KiB of keys.
    uniqueKeys: false,
  });
  const faults = [...syntaxFaults(document), ...directiveFaults(document), ...nodeFaults(document)];
  if (faults.length === 0) return { value: document.toJS() };
  const lines = text.split('\n');
  return {
    findings: faults.map(({ offset, reason }) => {
      const { line, col } = lineCounter.linePos(offset);
      return {
        path: [`line ${line}, column ${col}`],
        found: `${quote(lines[line - 1]?.trim() ?? '')} (${reason})`,
        allowed: 'plain YAML 1.2: unique keys, no tabs, tags or aliases',
      };
    }),
  };
}

interface Fault {
  readonly offset: number;
  readonly reason: string;
}

/** After a syntax error the parser stumbles on; only what it says first is worth reading. */
function syntaxFaults({ errors, warnings }: Document.Parsed): Fault[] {
  return [...errors, ...warnings]
    .slice(0, 1)
    .map(({ pos, message }) => ({ offset: pos[0], reason: message }));
}

function directiveFaults({ directives }: Document.Parsed): Fault[] {
  return directives.yaml.version === '1.2' ? [] : [{ offset: 0, reason: 'another version of YAML' }];
}

function nodeFaults(document: Document.Parsed): Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Alias: (_, { range }) => {
      faults.push({ offset: range?.[0] ?? 0, reason: 'an alias' });
    },
    Map: (_, map) => {
      faults.push(...duplicateKeys(map));
    },
  });
  return faults;
}

function duplicateKeys({ items }: YAMLMap): Fault[] {
  const seen = new Set<unknown>();
  return items.flatMap(({ key }) => {
    if (!isScalar(key)) return [];
    const again = seen.has(key.value);
    seen.add(key.value);
    return again
      ? [{ offset: key.range?.[0] ?? 0, reason: `the key ${quote(String(key.value))} again` }]
      : [];
  });
}
