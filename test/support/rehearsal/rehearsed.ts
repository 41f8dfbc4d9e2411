import { loadConfig } from '../../../lib/config/load-config.ts';
import { loadScenario } from '../../../lib/config/load-scenario.ts';
import type { Scenario } from '../../../lib/config/schemas/rehearsals/sections.ts';
import type { Rehearsed } from '../../../rehearsal/launch/launch.ts';
import { rehearseLaunch } from '../../../rehearsal/launch/rehearse-launch.ts';
import { openStackClock } from '../../../local/stack/stack-clock.ts';
import { alarmStates } from '../../../scripts/start/alarm-states.ts';
import { launchStack } from '../../../scripts/start/launch-stack.ts';
import { startWorld } from '../../../scripts/start/world.ts';
import { assemblyOf } from '../built.ts';

const FOLDER = 'configs';

/** A shipped scenario, rehearsed on a stack of its own with few sessions and in a hurry. */
export async function rehearsed(
  name: string,
  { takesMs, out, sessions }: { readonly takesMs: number; readonly out: string; readonly sessions: number },
): Promise<Rehearsed> {
  const config = loadConfig({ folder: FOLDER, stage: 'rehearsal' });
  const clock = await openStackClock(undefined);
  const world = await startWorld(config, clock);
  const { parameters } = world;
  const options = { port: 0, noAuth: false };
  const stack = await launchStack(assemblyOf('rehearsal'), options, { clock, parameters });
  const alarms = alarmStates(stack, 'rehearsal');
  try {
    await world.connect(stack);
    return await rehearseLaunch({
      scenario: hurried(loadScenario(FOLDER, name, config), takesMs),
      ...{ name, sessions, out, isInteractive: false },
      models: world.models,
      plant: world.plant,
      stage: { ...stack, noAuth: false, alarms: alarms.read },
      onEvent: () => undefined,
      onProgress: () => undefined,
      onAsked: () => Promise.resolve(),
      stop: new AbortController().signal,
    });
  } finally {
    alarms.close();
    await world.stop();
    await stack.stop();
  }
}

function hurried(scenario: Scenario, takes: number): Scenario {
  return { ...scenario, time: { ...scenario.time, takes: takes as Scenario['time']['takes'] } };
}
