import type { Clock } from '../clock/clock.ts';
import { queueNameOf } from './arn.ts';
import type { Message } from './message.ts';
import type { Messaging } from './messaging.ts';
import type { QueueStore } from './queue-store.ts';
import type { Change } from './queue-state.ts';
import { nextVisibleAt, planTake } from './take.ts';
import { createWaits } from './waits.ts';

export interface ReceiveRequest {
  readonly maxMessages: number;
  /** The queue's own when absent. */
  readonly visibilityTimeoutSeconds?: number;
  readonly maxBytes?: number;
  /** Waits for a first message until then; `Infinity` is allowed. Milliseconds since the epoch. */
  readonly until: number;
}

export interface Receiving {
  /** Answers with at least one message as soon as there is one, with none at `until` or when closed. */
  receive(queueName: string, request: ReceiveRequest): Promise<readonly Message[]>;
  /** Ends every wait. */
  close(): void;
}

export interface ReceivingOptions {
  readonly store: QueueStore;
  readonly messaging: Messaging;
  readonly clock: Clock;
  readonly arnOf: (queueName: string) => string;
}

export function createReceiving({ store, messaging, clock, arnOf }: ReceivingOptions): Receiving {
  const waits = createWaits(clock);
  let closed = false;
  store.onCommit((change) => {
    waits.tell(change.queue, availableAt(change));
  });

  const take = (queueName: string, request: ReceiveRequest): readonly Message[] => {
    const queue = messaging.queueOf(queueName);
    const redrive = queue.settings.redrive;
    const deadLetterQueue = redrive && store.get(queueNameOf(redrive.deadLetterTargetArn))?.name;
    const { messages, changes } = planTake(queue, {
      ...request,
      visibilityTimeoutSeconds: request.visibilityTimeoutSeconds ?? queue.settings.visibilityTimeoutSeconds,
      now: clock.now(),
      deadLetterQueue,
      queueArn: arnOf(queueName),
    });
    if (changes.length > 0) store.commit(...changes);
    return messages;
  };

  return {
    receive: async (queueName, request) => {
      for (;;) {
        if (closed) return [];
        const messages = take(queueName, request);
        if (messages.length > 0 || clock.now() >= request.until) return messages;
        const next = nextVisibleAt(messaging.queueOf(queueName), clock.now()) ?? Infinity;
        await waits.wait(queueName, Math.min(next, request.until));
      }
    },
    close: () => {
      closed = true;
      waits.endAll();
    },
  };
}

/** When a change may make a message available: at once, at a time, or (Infinity) never. */
function availableAt(change: Change): number {
  switch (change.change) {
    case 'message-kept':
      return change.message.visibleAt;
    case 'message-touched':
      return change.receipt.visibleAt;
    case 'message-gone':
    case 'queue-purged':
      return Infinity;
    case 'queue-set':
    case 'queue-deleted':
      return 0;
  }
}
