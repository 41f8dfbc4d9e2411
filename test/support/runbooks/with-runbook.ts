import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesized } from '../synthesized.ts';

interface Others {
  /** Files in place of ours. */
  readonly files?: Readonly<Record<string, string>>;
  /** Without the shipped runbooks. */
  readonly isAlone?: boolean;
}

/** The shipped configuration in a folder of its own, with further files in `runbooks`. */
export function configsWith(
  runbooks: Readonly<Record<string, string>>,
  { files = {}, isAlone = false }: Others = {},
): {
  readonly folder: string;
  remove(): void;
} {
  const folder = mkdtempSync(join(tmpdir(), 'artisan-configs-'));
  cpSync('configs', folder, { recursive: true });
  if (isAlone) rmSync(join(folder, 'runbooks'), { recursive: true });
  mkdirSync(join(folder, 'runbooks'), { recursive: true });
  for (const [id, text] of Object.entries(runbooks)) writeFileSync(join(folder, `runbooks/${id}.yaml`), text);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const remove = () => {
    rmSync(folder, { recursive: true });
  };
  return { folder, remove };
}

/** The stack of stage `local` with further runbooks: one file each, and nothing else. */
export function synthesizedWith(runbooks: Readonly<Record<string, string>>, others?: Others) {
  const configs = configsWith(runbooks, others);
  const { app, folder, remove } = synthesized('local', { configsFolder: configs.folder });
  app.synth();
  const removeAll = () => {
    configs.remove();
    remove();
  };
  return { assemblyDir: folder, remove: removeAll };
}
