import { readFileSync } from 'node:fs';
import { formatProblem } from '../../../lib/config/problem.ts';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import { runbooksOf } from '../../../lib/config/runbooks.ts';
import { readConfigFolder } from '../../../lib/config/source/read-folder.ts';
import type { Runbook } from '../../../lib/contracts/runbook.ts';

const SHIPPED = readConfigFolder('configs');

/** A runbook with one of everything: id `sample`. */
export const SAMPLE_YAML = readFileSync(new URL('./sample.yaml', import.meta.url), 'utf8');

/** Parses a file of configs/runbooks beside the shipped configuration. */
export function parseRunbook(text: string, id = 'sample') {
  const files = new Map(SHIPPED).set(`runbooks/${id}.yaml`, new TextEncoder().encode(text));
  return parseConfig(files, 'local');
}

/** One line a problem. */
export function problemsOfRunbook(text: string, id?: string): readonly string[] {
  const parsed = parseRunbook(text, id);
  return 'problems' in parsed ? parsed.problems.map(formatProblem) : [];
}

export function runbookOf(text: string, id = 'sample'): Runbook {
  const parsed = parseRunbook(text, id);
  if ('problems' in parsed) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  const runbook = runbooksOf(parsed.config).find((known) => known.id === id);
  if (runbook === undefined) throw new Error(`There is no runbook ${id}`);
  return runbook;
}

/** One of configs/runbooks, as stage local has it. */
export function shippedRunbook(id: string): Runbook {
  const text = SHIPPED.get(`runbooks/${id}.yaml`);
  return runbookOf(new TextDecoder().decode(text), id);
}
