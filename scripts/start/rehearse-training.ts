import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import { ApiClient } from '../../rehearsal/api-client.ts';
import { bearer, nobody, signed } from '../../rehearsal/credentials.ts';
import { noiseFrom } from '../../rehearsal/training/noise.ts';
import { train } from '../../rehearsal/training/trainer.ts';
import { createTransport, type Transport } from '../../rehearsal/training/transport.ts';
import { attendRunaway, lookAtRunbook, type RunawayWorld } from './attend-runaway.ts';
import { printExpectations } from './print-expectations.ts';
import type { RehearsalOptions } from './rehearse.ts';
import { runawayExpectationsOf, type RunawayRehearsed } from './runaway-expectations.ts';
import { trainingExpectationsOf, type TrainingRehearsed } from './training-expectations.ts';

const PLAN = { totalSteps: 10_000, batchSteps: 500, derailsAt: 6_000, runsAwayAt: 8_000 } as const;

/** A batch takes as long as its requests, so that the rehearsal is short; on a slow machine no longer than this. */
const LONGEST_BATCH_MS = 2_000;
const LONGEST_BACK_OFF_MS = 2_000;
/** A trainer tries for ever. Its rehearsal gives up when the API has done nothing for it for so long. */
const PATIENCE_MS = 15_000;
/** From the pause on: an alarm, a runbook, an approval and a rollback. A person may take as long as he likes. */
const LONGEST_PAUSE_MS = 90_000;

/** Trains a simulated policy beside the traffic, breaks it twice, and prints what came of it. True when it went well. */
export async function rehearseTraining(world: TrainingWorld): Promise<boolean> {
  const client = new ApiClient(world.stack.url, { connections: 3 });
  try {
    return await trainAndLook(world, client);
  } catch (error) {
    process.stdout.write(`\n  FAIL  the training comes to its end: ${String(error)}\n`);
    return false;
  } finally {
    client.close();
  }
}

type TrainingWorld = Pick<RehearsalOptions, 'stack' | 'options' | 'stopped'>;

async function trainAndLook({ stack, options, stopped }: TrainingWorld, client: ApiClient): Promise<boolean> {
  const { noAuth, interactive } = options;
  const world = { stack, options, client, runId: `rehearsal-${Date.now()}` };
  const stop = new AbortController();
  void stopped.then(() => {
    stop.abort();
  });
  const startedAt = performance.now();
  const patience = patienceOf(interactive);
  const transport = createTransport(client, noAuth ? nobody : signed(stack.trainerKey, stack.region));
  const ended = new AbortController();
  const attended = attendRunaway(world, () => ended.signal.aborted || stop.signal.aborted);
  const log = await train({
    ...PLAN,
    runId: world.runId,
    transport: noticing(transport, patience.onServed),
    noise: noiseFrom(20_260_131),
    backOff: (tries) => delay(Math.min(LONGEST_BACK_OFF_MS, 50 * 2 ** tries)),
    compute: (outbox) => Promise.race([outbox.drained(), delay(LONGEST_BATCH_MS)]),
    onProgress: patience.onProgress,
    isStopped: () => stop.signal.aborted || patience.isOver(),
  }).finally(() => {
    ended.abort();
  });
  if (stop.signal.aborted) return false;
  const seconds = (performance.now() - startedAt) / 1_000;
  const seen = await look(world);
  const isTrained = report({ log, ...PLAN, ...seen }, seconds);
  const runbook = await lookAtRunbook(world, await attended);
  const lrMultiplier = seen.run.lr_multiplier;
  return reportRunaway({ ...PLAN, findings: log.findings, lrMultiplier, ...runbook }) && isTrained;
}

/** Gives up on an API that does nothing, and on a pause that does not end. */
function patienceOf(isInteractive: boolean) {
  let servedAt = performance.now();
  let trainedAt = servedAt;
  return {
    onServed: () => (servedAt = performance.now()),
    onProgress: () => {
      trainedAt = performance.now();
    },
    isOver: () =>
      performance.now() - servedAt > PATIENCE_MS ||
      (!isInteractive && performance.now() - trainedAt > LONGEST_PAUSE_MS),
  };
}

/** Tells of each answer that is none of a failing server. */
function noticing(transport: Transport, onServed: () => void): Transport {
  const noticed = async <Answer extends { readonly status: number }>(call: Promise<Answer>) => {
    const answer = await call;
    if (answer.status < 500) onServed();
    return answer;
  };
  return {
    get: (path) => noticed(transport.get(path)),
    post: (path, body) => noticed(transport.post(path, body)),
    transfer: (transfer) => noticed(transport.transfer(transfer)),
  };
}

const runSeen = v.object({
  status: v.string(),
  last_step: v.exactOptional(v.number()),
  attempt: v.number(),
  lr_multiplier: v.number(),
});
const chartSeen = v.object({
  steps: v.array(v.number()),
  columns: v.record(v.string(), v.array(v.nullable(v.number()))),
});

/** As a person would: at the run and at its chart. */
async function look({ stack, client, runId, options }: RunawayWorld) {
  const viewer = options.noAuth ? nobody : bearer(await stack.tokenOf('viewer'));
  const get = async (path: string) => (await client.call(viewer, { method: 'GET', path })).body;
  return {
    run: v.parse(runSeen, await get(`/v1/runs/${runId}`)),
    chart: v.parse(chartSeen, await get(`/v1/runs/${runId}/metrics?max_points=500`)),
  };
}

function report(rehearsed: TrainingRehearsed, seconds: number): boolean {
  const { log, totalSteps } = rehearsed;
  const sentBack = log.rollbacks.map(({ step, attempt }) => `step ${step}, attempt ${attempt}`);
  process.stdout.write(
    `\nTraining of ${totalSteps} steps in ${seconds.toFixed(1)} s: ${log.reported} reported, ` +
      `${log.committed.length} checkpoints, ${log.retries} requests sent again\n` +
      (sentBack.length > 0 ? `  sent back to ${sentBack.join(', then to ')}\n` : '') +
      `  longest time the training loop spent on handing a batch over: ${log.slowestHandOver.toFixed(1)} ms\n`,
  );
  return printExpectations(trainingExpectationsOf(rehearsed));
}

function reportRunaway(rehearsed: RunawayRehearsed): boolean {
  process.stdout.write(
    `\nRunaway of the rewards\n${rehearsed.approval ? `  ${rehearsed.approval.summary}\n` : ''}`,
  );
  return printExpectations(runawayExpectationsOf(rehearsed));
}
