import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import { ApiClient } from '../rehearsal/api-client.ts';
import { bearer, signed } from '../rehearsal/credentials.ts';
import { parseSelection } from '../rehearsal/traffic/selection-seen.ts';
import { noiseFrom } from '../rehearsal/training/noise.ts';
import { train } from '../rehearsal/training/trainer.ts';
import { createTransport } from '../rehearsal/training/transport.ts';
import { builtAssembly } from '../scripts/lib/build/built.ts';
import type { Bench } from './bench.ts';
import { startChild } from './child.ts';
import { median } from './statistics.ts';

const SCRAPES = 100;
const WARM_UP = 10;
const SELECTIONS = 100;
const STEPS = 2_000;
const LIMIT_MS = 50;

const key = v.object({ accessKeyId: v.string(), secretAccessKey: v.string() });
const greeting = v.object({
  ...{ url: v.string(), region: v.string(), serviceKey: key, trainerKey: key, metricsToken: v.string() },
});
type Stage = v.InferOutput<typeof greeting>;

export const scrape: Bench = {
  title: 'A scrape of the metrics',
  method:
    'GET /metrics of the whole stack of stage `local` in a process of its own, over HTTP, with its token, one after the ' +
    `other: ${SCRAPES} of them after ${WARM_UP} to warm up. Before them ${SELECTIONS} selections with their outcomes and ` +
    `a run of ${STEPS} steps with checkpoints, so that there is something to tell. Times are of two cores that nothing else ` +
    'keeps busy.',
  run: async () => {
    const child = startChild('bench/scrape/child.ts', { args: [await builtAssembly('local')] });
    try {
      const stage = v.parse(greeting, await child.greeting);
      const client = new ApiClient(stage.url, { connections: 4 });
      await serve(client, stage);
      await trainOnce(client, stage);
      const { times, text } = await scrapes(client, stage);
      client.close();
      const limit = { atMost: LIMIT_MS };
      return [
        { name: 'a scrape, median', figure: median(times), unit: 'ms', limit },
        { name: 'a scrape, 95 of 100 within', figure: p95(times), unit: 'ms', limit },
        { name: 'series', figure: text.split('\n').filter((line) => /^\w/.test(line)).length, unit: '' },
        { name: 'its text', figure: Buffer.byteLength(text) / 1_000, unit: 'kB' },
      ];
    } finally {
      await child.end();
    }
  },
};

const p95 = (times: readonly number[]): number =>
  times.toSorted((one, other) => one - other)[Math.ceil(0.95 * times.length) - 1] ?? NaN;

async function serve(client: ApiClient, { serviceKey, region }: Stage): Promise<void> {
  const credential = signed(serviceKey, region);
  const post = async (path: string, body: unknown, expected: number): Promise<unknown> => {
    const answer = await client.call(credential, { method: 'POST', path, body });
    if (answer.status !== expected)
      throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const outcomes = [];
  for (let index = 0; index < SELECTIONS; index += 1) {
    const answer = await post('/v1/selections', { session_id: `scraped-${index}` }, 200);
    const { selection_id, mode } = parseSelection(answer);
    outcomes.push({ selection_id, mode, status: 'ok', latency_ms: 400 + index });
  }
  await post('/v1/outcomes', { outcomes }, 202);
}

async function trainOnce(client: ApiClient, { trainerKey, region }: Stage): Promise<void> {
  await train({
    ...{ runId: 'scraped', totalSteps: STEPS, batchSteps: STEPS / 4 },
    transport: createTransport(client, signed(trainerKey, region)),
    surroundings: { noise: noiseFrom(1), reward: { from: 3, to: 5 }, episodeReward: { from: 12, to: 17 } },
    backOff: () => delay(50),
    compute: (outbox) => outbox.drained(),
  });
}

async function scrapes(client: ApiClient, { metricsToken }: Stage) {
  const times: number[] = [];
  let text = '';
  for (let index = 0; index < WARM_UP + SCRAPES; index += 1) {
    const startedAt = performance.now();
    const { status, body } = await client.call(bearer(metricsToken), { method: 'GET', path: '/metrics' });
    times.push(performance.now() - startedAt);
    if (status !== 200) throw new Error(`GET /metrics: ${status} ${JSON.stringify(body)}`);
    text = String(body);
  }
  return { times: times.slice(WARM_UP), text };
}
