import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import { ApiClient } from '../../rehearsal/api-client.ts';
import { bearer, nobody, signed } from '../../rehearsal/credentials.ts';
import { noiseFrom } from '../../rehearsal/training/noise.ts';
import { train } from '../../rehearsal/training/trainer.ts';
import { createTransport, type Transport } from '../../rehearsal/training/transport.ts';
import type { RunningStack } from './launch-stack.ts';
import { printExpectations } from './print-expectations.ts';
import type { RehearsalOptions } from './rehearse.ts';
import { trainingExpectationsOf, type TrainingRehearsed } from './training-expectations.ts';

const PLAN = { totalSteps: 10_000, batchSteps: 500, derailsAt: 6_000 } as const;

/** A batch takes as long as its requests, so that the rehearsal is short; on a slow machine no longer than this. */
const LONGEST_BATCH_MS = 2_000;
const LONGEST_BACK_OFF_MS = 2_000;
/** A trainer tries for ever. Its rehearsal gives up when the API has done nothing for it for so long. */
const PATIENCE_MS = 15_000;

/** Trains a simulated policy beside the traffic, breaks it once, and prints what came of it. True when it went well. */
export async function rehearseTraining(world: TrainingWorld): Promise<boolean> {
  const client = new ApiClient(world.stack.url, { connections: 2 });
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
  const { noAuth } = options;
  const runId = `rehearsal-${Date.now()}`;
  const stop = new AbortController();
  void stopped.then(() => {
    stop.abort();
  });
  const startedAt = performance.now();
  let servedAt = startedAt;
  const transport = createTransport(client, noAuth ? nobody : signed(stack.trainerKey, stack.region));
  const log = await train({
    ...PLAN,
    runId,
    transport: noticing(transport, () => (servedAt = performance.now())),
    noise: noiseFrom(20_260_131),
    backOff: (tries) => delay(Math.min(LONGEST_BACK_OFF_MS, 50 * 2 ** tries)),
    compute: (outbox) => Promise.race([outbox.drained(), delay(LONGEST_BATCH_MS)]),
    isStopped: () => stop.signal.aborted || performance.now() - servedAt > PATIENCE_MS,
  });
  if (stop.signal.aborted) return false;
  const seen = await look(stack, { client, runId, noAuth });
  return report({ log, ...PLAN, ...seen }, (performance.now() - startedAt) / 1_000);
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
});
const chartSeen = v.object({
  steps: v.array(v.number()),
  columns: v.record(v.string(), v.array(v.nullable(v.number()))),
});

interface Looking {
  readonly client: ApiClient;
  readonly runId: string;
  readonly noAuth: boolean;
}

/** As a person would: at the run and at its chart. */
async function look(stack: RunningStack, { client, runId, noAuth }: Looking) {
  const viewer = noAuth ? nobody : bearer(await stack.tokenOf('viewer'));
  const get = async (path: string) => (await client.call(viewer, { method: 'GET', path })).body;
  return {
    run: v.parse(runSeen, await get(`/v1/runs/${runId}`)),
    chart: v.parse(chartSeen, await get(`/v1/runs/${runId}/metrics?max_points=500`)),
  };
}

function report(rehearsed: TrainingRehearsed, seconds: number): boolean {
  const { log, totalSteps } = rehearsed;
  const [rollback] = log.rollbacks;
  process.stdout.write(
    `\nTraining of ${totalSteps} steps in ${seconds.toFixed(1)} s: ${log.reported} reported, ` +
      `${log.committed.length} checkpoints, ${log.retries} requests sent again\n` +
      (rollback ? `  sent back to step ${rollback.step}, attempt ${rollback.attempt}\n` : '') +
      `  longest time the training loop spent on handing a batch over: ${log.slowestHandOver.toFixed(1)} ms\n`,
  );
  return printExpectations(trainingExpectationsOf(rehearsed));
}
