import { readFileSync } from 'node:fs';
import { openApiFiles } from '../../scripts/openapi/files.ts';

const files = await openApiFiles();

describe('what is made of the API', () => {
  it.each(Object.keys(files))('%s is as the routes and their schemas are now: npm run openapi', (path) => {
    // Not toBe: the difference of two such texts takes minutes to print.
    expect(readFileSync(path, 'utf8') === files[path]).toBe(true);
  });
});
