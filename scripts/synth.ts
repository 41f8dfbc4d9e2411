/** `npm run synth -- --stage prod`: bundles, then writes the CloudFormation template, checked. */
import { rmSync } from 'node:fs';
import { builtBundles } from './lib/build/built.ts';
import { synthesize } from './lib/build/synthesize.ts';
import { runScript } from './lib/run-script.ts';
import { stageArgument } from './lib/stage-argument.ts';

await runScript(async () => {
  const stage = stageArgument('synth', { fallback: 'local' });
  const folder = `.build/cloud/${stage}`;
  const bundlesFolder = await builtBundles();
  rmSync(folder, { recursive: true, force: true });
  const stackName = synthesize({ stage, bundlesFolder, folder, isValidated: true });
  process.stdout.write(`${folder}/${stackName}.template.json\n`);
});
