import type { Clock } from '../../clock/clock.ts';
import type { Invoker } from '../../lambda/invoker.ts';
import { queueNameOf } from '../arn.ts';
import type { Message } from '../message.ts';
import type { Messaging } from '../messaging.ts';
import { receiptHandleOf } from '../receipt-handle.ts';
import type { Receiving } from '../receiving.ts';
import { gatherBatch } from './gather-batch.ts';
import { invokeBatch } from './invoke-batch.ts';
import type { EventSourceMapping } from './mapping.ts';
import { createSlots } from './slots.ts';

export interface PollerOptions {
  readonly clock: Clock;
  readonly messaging: Messaging;
  /** Closing it ends the poller's wait. */
  readonly receiving: Receiving;
  readonly invoker: Invoker;
  readonly log: (line: string) => void;
}

export interface Poller {
  /** Deletes no more messages: what is in flight comes back. */
  stop(): void;
}

/** Polls a queue and invokes a function with batches, as "Using Lambda with Amazon SQS" describes. */
export function startPoller(mapping: EventSourceMapping, options: PollerOptions): Poller {
  const { messaging, log } = options;
  const queueName = queueNameOf(mapping.queueArn);
  const slots = createSlots(mapping.maximumConcurrency);
  let stopped = false;

  const process = async (batch: readonly Message[]): Promise<void> => {
    const failed = await invokeBatch(mapping, batch, options);
    if (stopped) return;
    for (const message of batch) {
      if (!failed.has(message.id)) messaging.remove(queueName, receiptHandleOf(queueName, message));
    }
    if (failed.size === 0) return;
    log(`${mapping.functionName} failed ${failed.size} of ${batch.length} messages of ${queueName}`);
  };

  const poll = async (): Promise<void> => {
    for (;;) {
      await slots.take();
      const batch = await gatherBatch(mapping, options);
      if (stopped || batch.length === 0) return;
      process(batch)
        .catch((error: unknown) => {
          log(
            `${mapping.functionName} did not take ${batch.length} messages of ${queueName}: ${String(error)}`,
          );
        })
        .finally(() => {
          slots.free();
        });
    }
  };

  poll().catch((error: unknown) => {
    log(`${mapping.functionName} is no longer fed from ${queueName}: ${String(error)}`);
  });
  return { stop: () => (stopped = true) };
}
