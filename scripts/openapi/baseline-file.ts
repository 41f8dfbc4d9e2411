import { baselineOf } from './changes/baseline.ts';
import { openApiDocument } from './document.ts';

export const BASELINE = 'docs/api-baseline.json';

export function baselineFile(): Readonly<Record<string, string>> {
  return { [BASELINE]: `${JSON.stringify(baselineOf(openApiDocument()), undefined, 1)}\n` };
}
