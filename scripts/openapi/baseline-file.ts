import { readFileSync } from 'node:fs';
import { UsageError } from '../lib/run-script.ts';
import { baselineOf } from './changes/baseline.ts';
import { readDeclaredChanges } from './changes/declared.ts';
import { objectionsTo } from './changes/objections.ts';
import { openApiDocument } from './document.ts';
import type { JsonObject } from './json.ts';

export const BASELINE = 'docs/api-baseline.json';

/** Why the routes as they are may not be the next version. */
export function objectionsToNow(): readonly string[] {
  const before = JSON.parse(readFileSync(BASELINE, 'utf8')) as JsonObject;
  const declared = readDeclaredChanges().map(({ change }) => change);
  return objectionsTo({ before, after: openApiDocument(), declared });
}

/** Throws where it would hide what breaks callers. */
export function baselineFile(): Readonly<Record<string, string>> {
  const objections = objectionsToNow();
  if (objections.length > 0)
    throw new UsageError(`${BASELINE} stays as it is:\n${objections.join('\n')}\nSee docs/api-changes.yaml`);
  return { [BASELINE]: `${JSON.stringify(baselineOf(openApiDocument()), undefined, 1)}\n` };
}
