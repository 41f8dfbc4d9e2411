/** `npm run openapi`: writes the API's document, and what is made of it. */
import { writeFileSync } from 'node:fs';
import { openApiFiles } from './openapi/files.ts';

for (const [path, text] of Object.entries(await openApiFiles())) {
  writeFileSync(path, text);
  process.stdout.write(`${path}\n`);
}
