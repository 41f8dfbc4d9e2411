import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { parse } from 'yaml';

const text = v.pipe(v.string(), v.nonEmpty());

/** docs/api-changes.yaml */
const declaredChanges = v.strictObject({
  changes: v.array(
    v.strictObject({
      /** As the comparison words it. */
      change: text,
      reason: text,
    }),
  ),
});

/** What breaks callers of the baseline, and is meant to. */
export function readDeclaredChanges(path = 'docs/api-changes.yaml') {
  const declared: unknown = parse(readFileSync(path, 'utf8'));
  return v.parse(declaredChanges, declared).changes;
}
