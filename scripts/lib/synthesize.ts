import { rm } from 'node:fs/promises';
import { App } from 'aws-cdk-lib';
import { addArtisanStack } from '../../cdk/add-artisan-stack.ts';
import { BUILD_FOLDER } from './build-folder.ts';
import { FUNCTIONS_FOLDER } from './bundle.ts';

export interface CloudAssembly {
  readonly assemblyFolder: string;
  readonly stackName: string;
}

export interface SynthesizeOptions {
  readonly stage: string;
  /** CDK's own validation finds circular dependencies and costs most of the time: on for what is deployed. */
  readonly isValidated: boolean;
}

/** Writes the cloud assembly of one stage, of the bundles that are there, in this process and without the network. */
export async function synthesize({ stage, isValidated }: SynthesizeOptions): Promise<CloudAssembly> {
  const assemblyFolder = `${BUILD_FOLDER}/cloud/${stage}`;
  await rm(assemblyFolder, { recursive: true, force: true });
  process.env['CDK_VALIDATION'] = String(isValidated);
  const app = new App({ outdir: assemblyFolder, analyticsReporting: false });
  const { stackName } = addArtisanStack(app, { stage, bundlesFolder: FUNCTIONS_FOLDER });
  app.synth();
  return { assemblyFolder, stackName };
}
