import { readFile, writeFile } from 'node:fs/promises';
import { format, resolveConfig } from 'prettier';
import { TITLES } from '../benches.ts';
import { updateDocument, type Section } from './document.ts';
import { machine } from './machine.ts';

const PATH = 'docs/benchmarks.md';

/** Writes what a command has measured into docs/benchmarks.md, in the form that lint wants. */
export async function keep(sections: readonly Section[], command: string): Promise<void> {
  const before = await readFile(PATH, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
  const date = new Date().toISOString().slice(0, 'yyyy-mm-dd'.length);
  const after = updateDocument(before, { sections, date, machine: machine(), command }, TITLES);
  const options = { ...(await resolveConfig(PATH)), filepath: PATH };
  await writeFile(PATH, await format(after, options));
}
