import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { addArtisanStack } from '../../cdk/add-artisan-stack.ts';
import { bundlesFolder } from './built.ts';

interface SynthesisOptions {
  readonly isValidated?: boolean;
  readonly configsFolder?: string;
}

/**
 * The stack of a stage, synthesized into a folder of its own. The bundles have to be there. CDK's own validation takes
 * most of the time, so one test asks for it.
 */
export function synthesized(stage: string, { isValidated = false, configsFolder }: SynthesisOptions = {}) {
  process.env['CDK_VALIDATION'] = String(isValidated);
  const folder = mkdtempSync(join(tmpdir(), 'artisan-synth-'));
  const app = new App({ outdir: folder, analyticsReporting: false });
  const stack = addArtisanStack(app, {
    stage,
    bundlesFolder: bundlesFolder(),
    ...(configsFolder !== undefined && { configsFolder }),
  });
  const remove = () => {
    rmSync(folder, { recursive: true, force: true });
  };
  return { app, stack, folder, template: () => Template.fromStack(stack), remove };
}
