/** `npm run synth -- --stage prod`: bundles, then writes the CloudFormation template, checked. */
import { bundleFunctions } from './lib/bundle.ts';
import { runScript } from './lib/run-script.ts';
import { stageArgument } from './lib/stage-argument.ts';
import { synthesize } from './lib/synthesize.ts';

await runScript(async () => {
  const stage = stageArgument('synth', { fallback: 'local' });
  await bundleFunctions();
  const { assemblyFolder, stackName } = await synthesize({ stage, isValidated: true });
  process.stdout.write(`${assemblyFolder}/${stackName}.template.json\n`);
});
