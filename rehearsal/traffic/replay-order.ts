import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../../lib/shared/clock.ts';
import { ApiClient } from '../api-client.ts';
import { nobody, signed } from '../credentials.ts';
import type { Happening } from '../events/launch-event.ts';
import { noLines, writeJsonLines, type JsonLines } from '../log/json-lines.ts';
import { randomFrom } from '../training/noise.ts';
import { arrivalsOf } from './arrivals.ts';
import { latencyFrom } from './latencies.ts';
import { paceOf, type Pace } from './pace.ts';
import { replayTraffic, type Asked } from './replay.ts';
import { createServing } from './serving.ts';
import type { TrafficMessage, TrafficOrder, TrafficResult } from './traffic-order.ts';

/** Messages wake the thread that serves the other end. */
const PROGRESS_EVERY_MS = 250;
const SEED = 20_260_131;
const LONGEST_BACK_OFF_MS = 2_000;

/** Sends the traffic of a launch, tells of it, and waits until the launch is over. */
export async function replayOrder(
  order: TrafficOrder,
  post: (message: TrafficMessage) => void,
): Promise<TrafficResult> {
  const client = new ApiClient(order.url, { connections: order.concurrency });
  const log = order.logFile === undefined ? noLines : writeJsonLines(order.logFile);
  const pace = paceOf(order.launchMs, order.takesMs);
  const startedAt = performance.now();
  const sent = { done: 0, dueAt: 0 };
  const progress = setInterval(() => {
    // What is due and not sent yet holds the launch up.
    const reachedMs = sent.done === order.selections ? pace.now() : Math.min(pace.now(), sent.dueAt);
    post({ type: 'progress', done: sent.done, reachedMs });
  }, PROGRESS_EVERY_MS);
  try {
    const accepted = await replayAll({ order, client, pace, log, post, sent });
    const seconds = (performance.now() - startedAt) / 1_000;
    await pace.wait(order.launchMs);
    post({ type: 'progress', done: sent.done, reachedMs: order.launchMs });
    return { selections: sent.done, accepted, seconds };
  } finally {
    clearInterval(progress);
    log.close();
    client.close();
  }
}

interface Replay {
  readonly order: TrafficOrder;
  readonly client: ApiClient;
  readonly pace: Pace;
  readonly log: JsonLines;
  readonly post: (message: TrafficMessage) => void;
  /** How many are answered, and when the newest that was sent was due. */
  readonly sent: { done: number; dueAt: number };
}

/** @returns how many outcomes were accepted */
async function replayAll({ order, client, pace, log, post, sent }: Replay): Promise<number> {
  const { key, region, latencies, selections, rates, launchMs, served, aheadMs } = order;
  const clock = { now: () => systemClock.now() + aheadMs };
  const credential = key ? signed(key, region) : nobody;
  const random = randomFrom(SEED);
  const tell = (happening: Happening) => {
    post({ type: 'happening', happening });
  };
  const serving = createServing({
    ...{ client, credential, clock, log, modelUrls: order.modelUrls, share: served },
    latencyOf: (mode) => latencyFrom(latencies[mode] ?? { p50: 1, p95: 1 }, random),
    backOff: (tries) => delay(Math.min(LONGEST_BACK_OFF_MS, 100 * 2 ** tries)),
    onRejected: (text) => {
      tell({ event: 'outcome_rejected', of: 'traffic', as: text.split(':')[0] ?? '', text });
    },
  });
  await replayTraffic({
    ...{ client, credential, random, name: order.name, returning: order.returning },
    concurrency: order.concurrency,
    arrivals: arrivalsOf(selections, rates, launchMs),
    wait: async (at) => {
      await pace.wait(at);
      sent.dueAt = Math.max(sent.dueAt, at);
    },
    onAnswer: (asked) => {
      sent.done += 1;
      const { session, status, body, selection } = asked;
      log.write({ type: 'selection', at: clock.now(), session_id: session, status, answer: body });
      for (const happening of troublesOf(asked)) tell(happening);
      if (selection) serving.serve(selection);
    },
  });
  return serving.finish();
}

function troublesOf({ session, status, body, selection, before }: Asked): readonly Happening[] {
  if (!selection) {
    const text = `${session}: ${status} ${JSON.stringify(body).slice(0, 200)}`;
    return [{ event: 'selection_failed', of: 'traffic', as: `${status}`, text }];
  }
  const { assigned_mode: now, expires_at: until, reason } = selection;
  if (before === undefined || before === now) return [];
  const why = until === undefined ? 'hash' : reason;
  const text = `${session}, from ${before} to ${now}: ${why}`;
  return [{ event: 'session_moved', of: why, as: now, text }];
}
