import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { findAssembly, findBundles } from '../../scripts/lib/build/built.ts';

const given = v.optional(
  v.pipe(
    v.string(),
    v.parseJson(),
    v.object({ bundles: v.string(), assemblies: v.record(v.string(), v.string()) }),
  ),
);

/** What `npm run jest` has built; for jest by itself what was built of these sources before. */
const built = v.parse(given, process.env['ARTISAN_BUILT']);

/** Holds a folder for each function. */
export const bundlesFolder = (): string => found(built?.bundles ?? findBundles());

/** Keeps what stacks have made of the functions' code, for the next; undefined for jest by itself. */
export const codeCache = process.env['ARTISAN_CODE_CACHE'];

/** The cloud assembly of the shipped configuration. Not validated by CDK. */
export const assemblyOf = (stage: string): string => found(built?.assemblies[stage] ?? findAssembly(stage));

/** The template in it. */
export const templateOf = (stage: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(assemblyOf(stage), `artisan-${stage}.template.json`), 'utf8')) as Record<
    string,
    unknown
  >;

function found(folder: string | undefined): string {
  if (folder === undefined)
    throw new Error('These sources have not been built: say npm run jest -- <path>, which does that first');
  return folder;
}
