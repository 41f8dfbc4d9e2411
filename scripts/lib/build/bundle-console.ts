import { cp, readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { build, type Metafile } from 'esbuild';

const ENTRY = 'console/main.ts';

export interface ConsoleBundle {
  /** Names of its files beside the page. */
  readonly script: string;
  readonly style: string;
}

/** The console as the function of that name serves it: a page, and what it loads under names that hold their hash. */
export async function bundleConsole(folder: string): Promise<ConsoleBundle> {
  const { metafile } = await build({
    entryPoints: { console: ENTRY },
    outdir: folder,
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    bundle: true,
    format: 'esm',
    platform: 'browser',
    target: ['chrome120', 'firefox120', 'safari17'],
    minify: true,
    metafile: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
  const script = outputOf(metafile, '.js');
  const style = outputOf(metafile, '.css');
  const page = await readFile('console/index.html', 'utf8');
  await writeFile(`${folder}/index.html`, page.replace('%SCRIPT%', script).replace('%STYLE%', style));
  await cp('console/icon.svg', `${folder}/icon.svg`);
  return { script, style };
}

function outputOf({ outputs }: Metafile, ending: string): string {
  const path = Object.keys(outputs).find((name) => name.endsWith(ending));
  if (path === undefined) throw new Error(`The console has no ${ending}`);
  return basename(path);
}
