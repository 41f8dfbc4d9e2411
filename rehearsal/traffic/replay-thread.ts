import { parentPort, workerData } from 'node:worker_threads';
import { ApiClient } from '../api-client.ts';
import { nobody, signed } from '../credentials.ts';
import type { ReplayMessage, ReplayOrder } from './replay-order.ts';
import { replayTraffic } from './replay.ts';

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
try {
  const result = await replayTraffic({
    ...order,
    client,
    credential: key ? signed(key, region) : nobody,
    onProgress: (done) => {
      if (done % PROGRESS_EVERY === 0 || done === total) post({ type: 'progress', done });
    },
  });
  post({ type: 'result', result });
} finally {
  client.close();
}
