/**
 * `npm run openapi`: writes the API's document, and what is made of it. With `--baseline` also what later documents are
 * compared with: when a version of the API is out.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runScript, UsageError } from './lib/run-script.ts';
import { baselineFile } from './openapi/baseline-file.ts';
import { openApiFiles } from './openapi/files.ts';

await runScript(async () => {
  const files = { ...(await openApiFiles()), ...(isBaseline() && baselineFile()) };
  for (const [path, text] of Object.entries(files)) {
    writeFileSync(path, text);
    process.stdout.write(`${path}\n`);
  }
});

function isBaseline(): boolean {
  try {
    return parseArgs({ options: { baseline: { type: 'boolean' } } }).values.baseline === true;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
