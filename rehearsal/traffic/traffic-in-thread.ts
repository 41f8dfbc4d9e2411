import { Worker } from 'node:worker_threads';
import type { TrafficMessage, TrafficOrder, TrafficResult } from './traffic-order.ts';

export interface TrafficInThread {
  /** Rejects with what the thread failed with; never settles once stopped. */
  readonly result: Promise<TrafficResult>;
  stop(): Promise<void>;
}

export function trafficInThread(
  order: TrafficOrder,
  onMessage: (message: Exclude<TrafficMessage, { type: 'result' }>) => void,
): TrafficInThread {
  const worker = new Worker(new URL('./traffic-thread.ts', import.meta.url), { workerData: order });
  const result = new Promise<TrafficResult>((resolve, reject) => {
    worker.on('message', (message: TrafficMessage) => {
      if (message.type === 'result') resolve(message.result);
      else onMessage(message);
    });
    worker.on('error', reject);
  });
  return {
    result,
    stop: async () => {
      await worker.terminate();
    },
  };
}
