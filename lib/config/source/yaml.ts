import { LineCounter, parseDocument, visit } from 'yaml';
import type { Document, YAMLError } from 'yaml';
import { quote } from '../check/found.ts';
import type { Finding } from '../problem.ts';

/** Far above any honest file here; keeps a damaged one from eating the memory of whoever reads it. */
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
  try {
    return parseText(new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch (error) {
    if (error instanceof TypeError) return refused('bytes that are not UTF-8', 'UTF-8 text');
    throw error;
  }
}

function refused(found: string, allowed: string): Parsed {
  return { findings: [{ path: ['line 1'], found, allowed }] };
}

function parseText(text: string): Parsed {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    resolveKnownTags: false,
    stringKeys: true,
  });
  const faults = [...syntaxFaults(document), ...aliasFaults(document), ...directiveFaults(document)];
  if (faults.length === 0) return { value: document.toJS() };
  return { findings: faults.map((fault) => locate(fault, text, lines)) };
}

interface Fault {
  readonly offset: number;
  readonly reason: string;
}

/** After a syntax error the parser stumbles on; only what it says first is worth reading. Duplicate keys are all real. */
function syntaxFaults(document: Document.Parsed): Fault[] {
  const all: YAMLError[] = [...document.errors, ...document.warnings];
  const firstBroken = all.find(({ code }) => code !== 'DUPLICATE_KEY');
  return all
    .filter((error) => error.code === 'DUPLICATE_KEY' || error === firstBroken)
    .map(({ pos, message }) => ({ offset: pos[0], reason: message }));
}

function aliasFaults(document: Document.Parsed): Fault[] {
  const faults: Fault[] = [];
  visit(document, {
    Alias: (_, { range }) => {
      faults.push({ offset: range?.[0] ?? 0, reason: 'an alias' });
    },
  });
  return faults;
}

function directiveFaults({ directives }: Document.Parsed): Fault[] {
  return directives.yaml.version === '1.2' ? [] : [{ offset: 0, reason: 'another version of YAML' }];
}

function locate({ offset, reason }: Fault, text: string, lines: LineCounter): Finding {
  const { line, col } = lines.linePos(offset);
  const shown = quote(text.split('\n')[line - 1]?.trim() ?? '');
  return {
    path: [`line ${line}, column ${col}`],
    found: `${shown} (${reason})`,
    allowed: 'plain YAML 1.2: unique keys, no tabs, tags or aliases',
  };
}
