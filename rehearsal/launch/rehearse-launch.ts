import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ApiClient } from '../api-client.ts';
import type { Happening, LaunchEvent } from '../events/launch-event.ts';
import { looksAt } from '../events/looks.ts';
import { Watch } from '../events/watch.ts';
import { requireAlarms } from '../expect/require-alarms.ts';
import { breakThings, type Breakable } from '../faults/break-things.ts';
import { Mishaps } from '../faults/mishaps.ts';
import { noLines, writeJsonLines } from '../log/json-lines.ts';
import { attendApprovals, decide } from '../people/approver.ts';
import { seeToIncidents } from '../people/operator.ts';
import { LaunchTime } from './launch-time.ts';
import type { Launch, LaunchOptions, Rehearsed } from './launch.ts';
import { runTraffic } from './run-traffic.ts';
import { runTraining } from './run-training.ts';
import { settle } from './settle.ts';
import { person } from './stage.ts';

const LOOK_EVERY_MS = 1_000;
const CONNECTIONS = 8;

/** Rehearses a launch: traffic, training, what breaks and who decides, until it has come to what it comes to. */
export async function rehearseLaunch(options: LaunchOptions): Promise<Rehearsed> {
  const startedAt = performance.now();
  const client = new ApiClient(options.stage.url, { connections: CONNECTIONS });
  const ended = new AbortController();
  // Of one that was stopped before it began, too: a listener would not be told any more.
  const over = AbortSignal.any([options.stop, ended.signal]);
  const time = new LaunchTime();
  const events = recording(options, time, startedAt);
  const launch: Launch = {
    ...{ options, client, time, record: events.record, over },
    runId: options.name,
    done: { selections: 0, steps: 0 },
  };
  try {
    return { ...(await rehearse(launch, ended, events.all)), events: events.all };
  } finally {
    ended.abort();
    events.close();
    client.close();
  }
}

async function rehearse(
  launch: Launch,
  ended: AbortController,
  events: readonly LaunchEvent[],
): Promise<Omit<Rehearsed, 'events'>> {
  const { options, client, time, runId, record } = launch;
  const startedAt = performance.now();
  const secondsSoFar = () => (performance.now() - startedAt) / 1_000;
  const viewer = () => person(options.stage, 'viewer');
  const get = async (path: string) => client.call(await viewer(), { method: 'GET', path });
  const watch = new Watch(looksAt(get, options.stage.alarms, runId), record);
  await watch.begin(() => delay(LOOK_EVERY_MS));
  requireAlarms(options.scenario.expect.events, watch.seen);

  const mishaps = new Mishaps();
  void breakThings(options.scenario.faults, time, worldOf(launch, mishaps));
  const attending = Promise.all([attend(launch), restore(launch)]);
  const training = runTraining(launch, mishaps);
  const watching = watchUntil(watch, time, launch);
  const traffic = await runTraffic(launch);
  time.reach(Infinity);
  await watching;
  const settled = await settle({ launch, watch, events, secondsSoFar });
  ended.abort();
  const trained = await training;
  await attending;
  return { ...settled, traffic, training: trained, seconds: secondsSoFar() };
}

/** Looks while the launch lasts. */
async function watchUntil(watch: Watch, time: LaunchTime, { over }: Launch): Promise<void> {
  while (time.reached < Infinity && !over.aborted) {
    await watch.look();
    await delay(LOOK_EVERY_MS);
  }
}

function worldOf({ options, record, over }: Launch, mishaps: Mishaps): Breakable {
  const { models, plant } = options;
  const tell = (of: string, as: string, text: string) => {
    record({ event: 'fault', of, as, text });
  };
  return {
    begin: ({ fault, model = '', at }, name) => {
      // Whoever stops a rehearsal lets its time run out.
      if (over.aborted) return;
      tell(fault, 'begun', name);
      if (fault === 'model_outage') models.fail(model);
      else if (fault === 'loss_spike' || fault === 'reward_runaway')
        mishaps.add(fault, soonestStep(options.scenario, at));
      else plant.break(fault);
    },
    end: ({ fault, model = '' }, name) => {
      if (!over.aborted) tell(fault, 'ended', `no longer: ${name}`);
      models.recover(model);
    },
  };
}

/** Half of what is trained by then if nothing interferes: a trainer may be late, and one that was sent back is. */
function soonestStep({ training }: LaunchOptions['scenario'], at: number): number {
  return Math.min(training.steps - 1, Math.floor((training.steps * at) / training.takes / 2));
}

/** Decides what is asked as the scenario says, or leaves it to a person. */
async function attend({ options, client, over }: Launch): Promise<void> {
  const { decision, after } = options.scenario.people.approver;
  const approver = () => person(options.stage, 'approver');
  const pause = () => delay(LOOK_EVERY_MS / 2);
  await attendApprovals({
    ...{ client, approver, pause },
    isOver: () => over.aborted,
    onAsked: async (approval) => {
      await options.onAsked(approval);
      if (options.isInteractive || decision === 'none') return;
      await delay(after);
      await decide({ client, approver, pause }, approval, decision);
    },
  });
}

/** Gives back what runbooks have taken, once that is possible. */
async function restore({ options, client, over }: Launch): Promise<void> {
  await seeToIncidents({
    client,
    operator: () => person(options.stage, 'operator'),
    runbooks: options.scenario.people.operator.restores,
    pause: () => delay(2 * LOOK_EVERY_MS),
    isOver: () => over.aborted || options.scenario.people.operator.restores.length === 0,
  });
}

function recording({ onEvent, out }: LaunchOptions, time: LaunchTime, startedAt: number) {
  const all: LaunchEvent[] = [];
  const log = out === undefined ? noLines : writeJsonLines(join(out, 'events.jsonl'));
  const record = (happening: Happening): void => {
    const launchMs = Number.isFinite(time.reached) ? time.reached : (all.at(-1)?.launchMs ?? 0);
    const event = { launchMs, afterMs: performance.now() - startedAt, ...happening };
    all.push(event);
    log.write({ ...event });
    onEvent(event);
  };
  return {
    ...{ all, record },
    close: () => {
      log.close();
    },
  };
}
