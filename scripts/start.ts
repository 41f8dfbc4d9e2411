/** `npm start`: bundles, starts the local stack, rehearses the traffic of a launch, and stays up. */
import { resolve } from 'node:path';
import { loadConfig } from '../lib/config/load-config.ts';
import { openStackClock } from '../local/stack/stack-clock.ts';
import { startModels } from '../rehearsal/models/models.ts';
import { builtAssembly, findAssembly } from './lib/build/built.ts';
import { runScript } from './lib/run-script.ts';
import { announce } from './start/announce.ts';
import { consoleLink } from './start/console-link.ts';
import { checkPorts, launchStack } from './start/launch-stack.ts';
import { openPlant } from './start/open-plant.ts';
import { parseStartOptions } from './start/options.ts';
import { rehearse } from './start/rehearse.ts';
import { rehearseTraining } from './start/rehearse-training.ts';
import { reportLaunch } from './start/report-launch.ts';
import { untilStopped } from './start/until-stopped.ts';

await runScript(async () => {
  const options = parseStartOptions(process.argv.slice(2));
  const stage = options.idle ? 'local' : 'rehearsal';
  const config = loadConfig({ folder: 'configs', stage });
  const stopped = untilStopped();
  await checkPorts(options);

  if (findAssembly(stage) === undefined) process.stderr.write(`artisan: building stage ${stage}\n`);
  const assemblyFolder = await builtAssembly(stage);
  const models = await startModels(options.idle ? [] : Object.keys(config.traffic_distribution.models));
  const clock = await openStackClock(options.state === undefined ? undefined : resolve(options.state));
  const plant = options.idle ? undefined : await openPlant(config, clock);
  const parameters = { HealthUrls: JSON.stringify(models.healthUrls) };
  const stack = await launchStack(assemblyFolder, options, { clock, parameters });
  try {
    await plant?.connect(stack);
    announce(stack, options);
    process.stdout.write(await consoleLink({ stack, options }));
    const world = { stack, models, config, options, stopped };
    const asExpected =
      options.idle ||
      (await Promise.all([rehearse(world), rehearseTraining(world)])).every((wentWell) => wentWell);
    if (!options.idle) await Promise.race([reportLaunch(world), stopped]);
    if (options.exit) process.exitCode = asExpected ? 0 : 1;
    else {
      if (!options.idle) process.stdout.write(await consoleLink({ stack, options }));
      await stopped;
    }
  } finally {
    process.stderr.write('artisan: stopping\n');
    await plant?.close();
    await stack.stop();
    await models.stop();
  }
});
