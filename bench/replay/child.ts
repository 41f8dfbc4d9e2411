/*
 * A launch in a process of its own: `node child.ts ASSEMBLY`. As fast as it can be first, traffic and training each by
 * itself; then the scenario as `npm start` rehearses it. Sends what it measured, and what was counted of the scenario.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { loadConfig } from '../../lib/config/load-config.ts';
import { loadScenario } from '../../lib/config/load-scenario.ts';
import { openStackClock } from '../../local/stack/stack-clock.ts';
import { ApiClient } from '../../rehearsal/api-client.ts';
import { signed } from '../../rehearsal/credentials.ts';
import { rehearseLaunch } from '../../rehearsal/launch/rehearse-launch.ts';
import { trafficInThread } from '../../rehearsal/traffic/traffic-in-thread.ts';
import { noiseFrom } from '../../rehearsal/training/noise.ts';
import { train } from '../../rehearsal/training/trainer.ts';
import { createTransport } from '../../rehearsal/training/transport.ts';
import { alarmStates } from '../../scripts/start/alarm-states.ts';
import { passFirstSchedules } from '../../scripts/start/first-schedules.ts';
import { launchStack } from '../../scripts/start/launch-stack.ts';
import { startWorld } from '../../scripts/start/world.ts';
import { createCount } from './counted.ts';
import { transitionsIn } from './transitions.ts';

const SCENARIO = 'first-48-hours';
const FLAT_OUT_SELECTIONS = 4_000;
const CONCURRENCY = 3;
const SAMPLE_EVERY_MS = 250;

const [assemblyDir = ''] = process.argv.slice(2);
const config = loadConfig({ folder: 'configs', stage: 'rehearsal' });
const scenario = loadScenario('configs', SCENARIO, config);
const count = createCount();
const clock = await openStackClock(undefined);
const world = await startWorld(config, clock);
const stack = await launchStack(
  assemblyDir,
  { port: 0, noAuth: false },
  { clock, parameters: world.parameters, onAwsCall: count.onCall, onS3Call: count.onS3Call },
);
const stopLines = stack.logs.subscribe(({ message }) => {
  count.onLine(message);
});
await world.connect(stack);
const alarms = alarmStates(stack, config.stage.name);

const selectionsPerSecond = await trafficFlatOut();
const stepsPerSecond = await trainingFlatOut();
await passFirstSchedules(stack.clock);
const countedSoFar = async () => ({ ...count.counted(), transitions: await transitionsIn(stack) });
const before = await countedSoFar();
let peakBytes = 0;
const sampling = setInterval(() => {
  peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
}, SAMPLE_EVERY_MS);
const rehearsed = await rehearseLaunch({
  ...{ scenario, name: 'bench', sessions: scenario.traffic.sessions, isInteractive: false },
  ...{ models: world.models, plant: world.plant },
  stage: { ...stack, noAuth: false, alarms: alarms.read },
  onEvent: () => undefined,
  onProgress: () => undefined,
  onAsked: () => Promise.resolve(),
  stop: new AbortController().signal,
});
clearInterval(sampling);
const after = await countedSoFar();
process.send?.({
  ...{ selectionsPerSecond, stepsPerSecond, peakBytes, seconds: rehearsed.seconds },
  unmet: rehearsed.verdicts.filter(({ holds }) => !holds).length,
  selections: rehearsed.traffic?.selections ?? 0,
  steps: rehearsed.training?.reported ?? 0,
  counted: Object.fromEntries(
    Object.entries(after).map(([key, value]) => [key, value - before[key as keyof typeof before]]),
  ),
});
stopLines();
alarms.close();
await world.stop();
await stack.stop();

async function trafficFlatOut(): Promise<number> {
  const { traffic, time } = scenario;
  const replay = trafficInThread(
    {
      ...{ url: stack.url, region: stack.region, key: stack.serviceKey, name: 'flat-out', takesMs: 0 },
      ...{ selections: FLAT_OUT_SELECTIONS, concurrency: CONCURRENCY, launchMs: time.launch },
      ...{ returning: traffic.returning, rates: traffic.arrivals, served: traffic.served },
      ...{ latencies: traffic.modes, modelUrls: world.models.urls, aheadMs: 0 },
    },
    () => undefined,
  );
  const { selections, seconds } = await replay.result;
  await replay.stop();
  return selections / seconds;
}

async function trainingFlatOut(): Promise<number> {
  const { training } = scenario;
  const client = new ApiClient(stack.url, { connections: CONCURRENCY });
  const startedAt = performance.now();
  const { reported } = await train({
    ...{ runId: 'flat-out', totalSteps: training.steps, batchSteps: training.save_every },
    transport: createTransport(client, signed(stack.trainerKey, stack.region)),
    surroundings: { noise: noiseFrom(1), reward: training.reward, episodeReward: training.episode_reward },
    backOff: () => delay(SAMPLE_EVERY_MS),
    compute: (outbox) => outbox.drained(),
  });
  client.close();
  return (1_000 * reported) / (performance.now() - startedAt);
}
