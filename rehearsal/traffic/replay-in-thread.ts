import { Worker } from 'node:worker_threads';
import type { ReplayMessage, ReplayOrder, ServedReplay } from './replay-order.ts';

export interface ReplayInThread {
  /** Rejects with what the thread failed with; never settles once stopped. */
  readonly result: Promise<ServedReplay>;
  stop(): Promise<void>;
}

export function replayInThread(order: ReplayOrder, onProgress: (done: number) => void): ReplayInThread {
  const worker = new Worker(new URL('./replay-thread.ts', import.meta.url), { workerData: order });
  const result = new Promise<ServedReplay>((resolve, reject) => {
    worker.on('message', (message: ReplayMessage) => {
      if (message.type === 'result') resolve(message.result);
      else onProgress(message.done);
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
