import { readFileSync } from 'node:fs';
import { BASELINE } from '../../scripts/openapi/baseline-file.ts';
import { breakingChanges } from '../../scripts/openapi/changes/breaking-changes.ts';
import { readDeclaredChanges } from '../../scripts/openapi/changes/declared.ts';
import { openApiDocument } from '../../scripts/openapi/document.ts';
import type { JsonObject } from '../../scripts/openapi/json.ts';

const before = JSON.parse(readFileSync(BASELINE, 'utf8')) as JsonObject;
const after = openApiDocument();
const declared = readDeclaredChanges().map(({ change }) => change);
const majorOf = ({ info }: JsonObject): number =>
  Number((info as { readonly version: string }).version.split('.')[0]);

describe('the API, since its last version', () => {
  it('breaks no caller but where docs/api-changes.yaml says so, and why', () => {
    expect(breakingChanges({ before, after })).toEqual(declared);
  });

  it('has a new major version where it breaks any', () => {
    expect(majorOf(after) > majorOf(before)).toBe(declared.length > 0);
  });
});
