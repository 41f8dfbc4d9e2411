import { build } from 'esbuild';

const ENTRY = 'bench/import-time/naive.ts';
const FOLDER = '.build/bench';

/** `esbuild --bundle --platform=node`: one CommonJS file, everything else as esbuild has it by default. */
export async function buildNaive({ minify }: { readonly minify: boolean }): Promise<string> {
  const outfile = `${FOLDER}/naive${minify ? '.min' : ''}.cjs`;
  await build({ entryPoints: [ENTRY], bundle: true, platform: 'node', minify, outfile });
  return outfile;
}
