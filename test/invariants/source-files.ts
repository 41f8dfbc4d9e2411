import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What .oxlintrc.json holds to the budgets. */
export const SOURCE_FOLDERS = [
  'lib',
  'functions',
  'cdk',
  'local',
  'rehearsal',
  'console',
  'scripts',
  'bench',
  'clients',
  'cli',
] as const;

export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Every file below the folders whose name ends so, sorted by path. */
export function filesIn(folders: readonly string[], ending = '.ts'): SourceFile[] {
  return folders
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith(ending))
        .map((name) => join(folder, name)),
    )
    .sort()
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}

/** The number of lines of a file as editors count them. */
export function lineCount({ text }: SourceFile): number {
  return text.replace(/\n$/, '').split('\n').length;
}
