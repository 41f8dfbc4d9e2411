import { BuildCache, type Recipe } from './build-cache.ts';
import { ASSEMBLY_INPUTS, BUNDLE_INPUTS, keyOf } from './inputs.ts';
import { keepSizes } from './sizes.ts';

/** Of each kind: a few branches, or what was there before a change that is taken back. An entry has some 40 MB. */
const KEPT = 4;

const cache = new BuildCache('.build/cache', KEPT);

const bundleRecipe: Recipe = {
  kind: 'bundles',
  keyOf: () => keyOf(BUNDLE_INPUTS),
  makeIn: async (folder) => {
    // Takes a while to load: only for who builds.
    const { bundleFunctions } = await import('./bundle.ts');
    keepSizes(folder, await bundleFunctions(folder));
  },
};

const assemblyRecipe = (stage: string): Recipe => ({
  kind: `assembly-${stage}`,
  keyOf: () => keyOf(ASSEMBLY_INPUTS, [stage]),
  makeIn: async (folder) => {
    const bundlesFolder = await builtBundles();
    const { synthesize } = await import('./synthesize.ts');
    synthesize({ stage, bundlesFolder, folder, isValidated: false });
  },
});

/** The folder that holds a folder for each function, built of the sources as they are now unless it is there. */
export const builtBundles = (): Promise<string> => cache.entry(bundleRecipe);

/** The cloud assembly of a stage, likewise; not validated by CDK. */
export const builtAssembly = (stage: string): Promise<string> => cache.entry(assemblyRecipe(stage));

/** What was built of the sources as they are now. Undefined where nothing was. */
export const findBundles = (): string | undefined => cache.find(bundleRecipe);
export const findAssembly = (stage: string): string | undefined => cache.find(assemblyRecipe(stage));
