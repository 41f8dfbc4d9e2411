import { readdirSync, rmSync } from 'node:fs';
import { createCodeRoot } from '../../local/lambda/code-folders.ts';
import { builtAssembly, builtBundles } from './build/built.ts';
import { run, type ToolResult } from './run-tool.ts';

/** The bundles, and the cloud assembly of each stage, that tests look at and start stacks from. */
export async function buildForTests(): Promise<Readonly<Record<string, string>>> {
  const bundles = await builtBundles();
  const stages = readdirSync('configs/stages').map((file) => file.replace(/\.yaml$/, ''));
  const assemblies: Record<string, string> = {};
  for (const stage of stages) assemblies[stage] = await builtAssembly(stage);
  // By name: what is edited while tests run does not change what they test.
  return { ARTISAN_BUILT: JSON.stringify({ bundles, assemblies }) };
}

export async function runJest(
  args: readonly string[],
  built: Readonly<Record<string, string>>,
): Promise<ToolResult> {
  // middy is ESM only, and jest's ESM mode is behind this flag.
  const flags = '--experimental-vm-modules --disable-warning=ExperimentalWarning';
  // CDK's own validation takes seconds a synthesis: the one test that is about it turns it on.
  const environment = { ...built, NODE_OPTIONS: flags, CDK_VALIDATION: 'false' };
  // Every stack that the tests start runs the same code: copied and compiled once.
  const codeCache = createCodeRoot();
  try {
    return await run(
      { name: 'jest', args: ['--ci', ...args] },
      { ...environment, ARTISAN_CODE_CACHE: codeCache },
    );
  } finally {
    rmSync(codeCache, { recursive: true, force: true });
  }
}
