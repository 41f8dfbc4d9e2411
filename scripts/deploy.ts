/** `npm run deploy -- --stage prod`: bundles, checks the configuration, and deploys with the CDK CLI. */
import { spawnSync } from 'node:child_process';
import { loadConfig } from '../lib/config/load-config.ts';
import { copyBundles } from './lib/build/copy-bundles.ts';
import { runScript } from './lib/run-script.ts';
import { stageArgument } from './lib/stage-argument.ts';

await runScript(async () => {
  const stage = stageArgument('deploy');
  loadConfig({ folder: 'configs', stage });
  await copyBundles();
  const flags = ['deploy', '--context', `stage=${stage}`, '--require-approval', 'broadening'];
  const { status } = spawnSync('node_modules/.bin/cdk', flags, { stdio: 'inherit' });
  process.exitCode = status ?? 1;
});
