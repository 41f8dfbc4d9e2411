/** `npm run handbook`: writes the pages on runbooks from configs/runbooks. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { HANDBOOK_FOLDER, handbookFiles } from './handbook/files.ts';

mkdirSync(HANDBOOK_FOLDER, { recursive: true });
for (const [path, text] of Object.entries(await handbookFiles())) {
  writeFileSync(path, text);
  process.stdout.write(`${path}\n`);
}
