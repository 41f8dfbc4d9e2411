import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { build, type Metafile } from 'esbuild';
import { FUNCTION_NAMES, type FunctionName } from '../../../lib/contracts/names.ts';
import { bundleConsole } from './bundle-console.ts';
import { BUNDLE_INPUTS } from './inputs.ts';
import type { BundleSizes } from './sizes.ts';

/** The SDK's CommonJS dependencies call require; an ES module has none of its own. */
const REQUIRE =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/**
 * One folder a function. Splitting leaves what the SDK imports on demand (credential providers) out of the init
 * phase; names are kept because errors are matched by theirs. What a browser gets, a folder `page`, goes as it is.
 */
export async function bundleFunctions(folder: string): Promise<readonly BundleSizes[]> {
  await bundleConsole(`${folder}/console/page`);
  return Promise.all(FUNCTION_NAMES.map((name) => bundle(name, folder)));
}

async function bundle(name: FunctionName, folder: string): Promise<BundleSizes> {
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
  refuseUnkeyed(metafile);
  const pages = `functions/${name}/page`;
  const isShipped = (path: string) => !path.endsWith('.d.ts');
  if (existsSync(pages)) await cp(pages, `${folder}/${name}/page`, { recursive: true, filter: isShipped });
  return { name, ...sizesOf(metafile, entry) };
}

/** A change of such a file would not be noticed. */
function refuseUnkeyed({ inputs }: Metafile): void {
  const keyed = ['node_modules', ...BUNDLE_INPUTS];
  const unkeyed = Object.keys(inputs).filter((path) => !keyed.includes(path.split('/', 1)[0] ?? ''));
  if (unkeyed.length > 0)
    throw new Error(`${unkeyed.join(', ')}: bundled, but not in BUNDLE_INPUTS (${keyed.join(', ')})`);
}

function sizesOf({ outputs }: Metafile, entry: string): Omit<BundleSizes, 'name'> {
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
