import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { RUNBOOKS_FILE } from '../../lib/contracts/runbook-names.ts';
import { runbooks, type Runbook } from '../../lib/contracts/runbook.ts';

/**
 * The runbooks of this deployment, read when they are first asked for.
 * @param folder that of the bundle: all of its chunks lie in one.
 */
export function runbooksFile(folder: string = import.meta.dirname): () => readonly Runbook[] {
  let known: readonly Runbook[] | undefined;
  return () => (known ??= v.parse(runbooks, JSON.parse(readFileSync(join(folder, RUNBOOKS_FILE), 'utf8'))));
}
