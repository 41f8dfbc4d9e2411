import { App } from 'aws-cdk-lib';
import { addArtisanStack } from '../../../cdk/add-artisan-stack.ts';

export interface SynthesizeOptions {
  readonly stage: string;
  /** Holds a folder for each function. */
  readonly bundlesFolder: string;
  /** Where the cloud assembly goes. */
  readonly folder: string;
  /** CDK's own validation finds circular dependencies and costs most of the time: on for what is deployed. */
  readonly isValidated: boolean;
}

/**
 * Writes the cloud assembly of one stage, in this process and without the network.
 * @returns the name of its stack
 */
export function synthesize({ stage, bundlesFolder, folder, isValidated }: SynthesizeOptions): string {
  process.env['CDK_VALIDATION'] = String(isValidated);
  const app = new App({ outdir: folder, analyticsReporting: false });
  const { stackName } = addArtisanStack(app, { stage, bundlesFolder });
  app.synth();
  return stackName;
}
