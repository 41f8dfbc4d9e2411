import { parentPort, workerData } from 'node:worker_threads';
import { ApiClient } from '../api-client.ts';
import { nobody, signed } from '../credentials.ts';
import type { ReplayMessage, ReplayOrder } from './replay-order.ts';
import { replayTraffic } from './replay.ts';
import { createServing } from './serving.ts';

/*
 * Replays traffic in a thread of its own: the caller's thread serves the other end, and clients that shared it would
 * mostly measure themselves.
 */

/** Messages wake the serving thread: one for this many selections. */
const PROGRESS_EVERY = 20;

const post = (message: ReplayMessage): void => {
  parentPort?.postMessage(message);
};

const { url, key, region, ...order } = workerData as ReplayOrder;
const total = order.newSessions + order.returningSessions;
const client = new ApiClient(url, { connections: order.concurrency });
const credential = key ? signed(key, region) : nobody;
const serving = createServing({ ...order, client, credential });
try {
  const result = await replayTraffic({
    ...order,
    client,
    credential,
    onSelection: (selection) => {
      serving.serve(selection);
    },
    onProgress: (done) => {
      if (done % PROGRESS_EVERY === 0 || done === total) post({ type: 'progress', done });
    },
  });
  post({ type: 'result', result: { ...result, outcomes: await serving.finish() } });
} finally {
  client.close();
}
