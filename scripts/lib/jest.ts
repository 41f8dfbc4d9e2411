import { bundleFunctions } from './bundle.ts';
import { run, type ToolResult } from './run-tool.ts';
import { synthesize } from './synthesize.ts';

/** The bundles and the cloud assembly of stage `local`, which tests start the stack from. */
export async function buildForTests(): Promise<void> {
  await bundleFunctions();
  await synthesize({ stage: 'local', isValidated: false });
}

export async function runJest(args: readonly string[]): Promise<ToolResult> {
  // middy is ESM only, and jest's ESM mode is behind this flag.
  const flags = '--experimental-vm-modules --disable-warning=ExperimentalWarning';
  // CDK's own validation takes seconds a synthesis: the one test that is about it turns it on.
  const environment = { NODE_OPTIONS: flags, CDK_VALIDATION: 'false' };
  return run({ name: 'jest', args: ['--ci', ...args] }, environment);
}
