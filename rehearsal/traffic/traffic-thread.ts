import { parentPort, workerData } from 'node:worker_threads';
import { replayOrder } from './replay-order.ts';
import type { TrafficMessage, TrafficOrder } from './traffic-order.ts';

/*
 * Replays traffic in a thread of its own: the caller's thread serves the other end, and clients that shared it would
 * mostly measure themselves.
 */

const post = (message: TrafficMessage): void => {
  parentPort?.postMessage(message);
};

post({ type: 'result', result: await replayOrder(workerData as TrafficOrder, post) });
