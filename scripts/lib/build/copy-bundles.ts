import { cp, rename, rm } from 'node:fs/promises';
import { builtBundles } from './built.ts';

/** Where `cdk deploy` finds the bundles. */
const FUNCTIONS_FOLDER = '.build/functions';

/** Builds the bundles, and puts a copy where the CDK CLI, a process of its own, finds it. */
export async function copyBundles(): Promise<string> {
  const fresh = `${FUNCTIONS_FOLDER}-${process.pid}`;
  try {
    await cp(await builtBundles(), fresh, { recursive: true });
    await rm(FUNCTIONS_FOLDER, { recursive: true, force: true });
    await rename(fresh, FUNCTIONS_FOLDER);
    return FUNCTIONS_FOLDER;
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}
