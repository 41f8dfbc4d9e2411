import { existsSync } from 'node:fs';
import { cp, rename, rm } from 'node:fs/promises';
import { build, type Metafile } from 'esbuild';
import { BUILD_FOLDER } from './build-folder.ts';
import { FUNCTION_NAMES, type FunctionName } from '../../lib/contracts/names.ts';

export const FUNCTIONS_FOLDER = `${BUILD_FOLDER}/functions`;

export interface Bundle {
  readonly name: FunctionName;
  /** Bytes of the entry and what it imports statically: read at every cold start. */
  readonly initBytes: number;
  /** Bytes of all chunks, those that are imported on demand included. */
  readonly totalBytes: number;
}

/** The SDK's CommonJS dependencies call require; an ES module has none of its own. */
const REQUIRE =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/**
 * One folder a function. Splitting leaves what the SDK imports on demand (credential providers) out of the init
 * phase; names are kept because errors are matched by theirs. What a browser gets, a folder `page`, goes as it is.
 */
export async function bundleFunctions(): Promise<readonly Bundle[]> {
  const fresh = `${FUNCTIONS_FOLDER}-${process.pid}`;
  try {
    const bundles = await Promise.all(FUNCTION_NAMES.map((name) => bundle(name, fresh)));
    // Swapped in at the end: whoever reads the old ones meanwhile finds them whole.
    await rm(FUNCTIONS_FOLDER, { recursive: true, force: true });
    await rename(fresh, FUNCTIONS_FOLDER);
    return bundles;
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

async function bundle(name: FunctionName, folder: string): Promise<Bundle> {
  const entry = `functions/${name}/handler.ts`;
  const { metafile } = await build({
    entryPoints: [entry],
    outdir: `${folder}/${name}`,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    banner: { js: REQUIRE },
    minify: true,
    keepNames: true,
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    logLevel: 'warning',
  });
  const pages = `functions/${name}/page`;
  if (existsSync(pages)) await cp(pages, `${folder}/${name}/page`, { recursive: true });
  return { name, ...sizesOf(metafile, entry) };
}

function sizesOf({ outputs }: Metafile, entry: string): Omit<Bundle, 'name'> {
  const code = Object.entries(outputs).filter(([path]) => path.endsWith('.mjs'));
  const [entryPath = ''] = code.find(([, { entryPoint }]) => entryPoint === entry) ?? [];
  const atInit = new Set([entryPath]);
  for (const path of atInit) {
    for (const { path: imported, kind } of outputs[path]?.imports ?? []) {
      if (kind === 'import-statement' && imported in outputs) atInit.add(imported);
    }
  }
  const bytes = (paths: Iterable<string>) =>
    [...paths].reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0);
  return { initBytes: bytes(atInit), totalBytes: bytes(code.map(([path]) => path)) };
}
