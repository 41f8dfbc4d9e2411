import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { updateDocument, type Run } from './document.ts';

const PATH = 'docs/benchmarks.md';

/** Writes the run into docs/benchmarks.md, in the form that lint wants. */
export async function keep(run: Run, titles: readonly string[]): Promise<void> {
  const before = await readFile(PATH, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
  const options = { ...(await resolveConfig(PATH)), filepath: PATH };
  await writeFile(PATH, await format(updateDocument(before, run, titles), options));
}
