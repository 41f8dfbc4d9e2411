/** `npm start`: bundles, starts the local stack, rehearses a launch, and stays up. */
import { join, resolve } from 'node:path';
import { loadConfig } from '../lib/config/load-config.ts';
import { loadScenario, scenarioNames } from '../lib/config/load-scenario.ts';
import { openStackClock } from '../local/stack/stack-clock.ts';
import { aborted } from '../rehearsal/launch/aborted.ts';
import { builtAssembly, findAssembly } from './lib/build/built.ts';
import { runScript } from './lib/run-script.ts';
import { announcement } from './start/announce.ts';
import { consoleLink } from './start/console-link.ts';
import { saysOf } from './start/says.ts';
import { checkPorts, launchStack } from './start/launch-stack.ts';
import { asksForHelp, parseStartOptions, USAGE, type StartOptions } from './start/options.ts';
import { rehearse } from './start/rehearse.ts';
import { openStageLog } from './start/stage-log.ts';
import { stopSignal } from './start/stop-signal.ts';
import { startWorld } from './start/world.ts';

const CONFIGS = 'configs';

await runScript(async () => {
  const args = process.argv.slice(2);
  if (asksForHelp(args)) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const options = parseStartOptions(args, scenarioNames(CONFIGS));
  const stage = options.idle ? 'local' : 'rehearsal';
  const config = loadConfig({ folder: CONFIGS, stage });
  const scenario = loadScenario(CONFIGS, options.scenario, config);
  const says = saysOf(options);
  const stop = stopSignal();
  await checkPorts(options);

  if (findAssembly(stage) === undefined) process.stderr.write(`artisan: building stage ${stage}\n`);
  const assemblyFolder = await builtAssembly(stage);
  const clock = await openStackClock(options.state === undefined ? undefined : resolve(options.state));
  const log = openStageLog(stageLogIn(options), clock);
  const world = options.idle ? undefined : await startWorld(config, clock, log.onReported);
  const parameters = world?.parameters ?? {};
  const stack = await launchStack(assemblyFolder, options, { clock, parameters, onAnswer: log.onAnswer });
  try {
    await world?.connect(stack);
    says.text(announcement(stack, options));
    says.text(await consoleLink({ stack, options }));
    if (options.idle) says.data({ url: stack.url, aws_url: stack.awsUrl });
    const isAsExpected = !world || (await rehearse({ stack, world, config, scenario, options, says, stop }));
    log.close();
    if (options.exit) process.exitCode = isAsExpected ? 0 : 1;
    else {
      if (world) says.text(await consoleLink({ stack, options }));
      await aborted(stop);
    }
  } finally {
    process.stderr.write('artisan: stopping\n');
    await world?.stop();
    await stack.stop();
  }
});

function stageLogIn({ idle, out }: StartOptions): string | undefined {
  return idle || out === undefined ? undefined : join(out, 'stage.jsonl');
}
