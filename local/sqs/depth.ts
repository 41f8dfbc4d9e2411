import type { Clock } from '../clock/clock.ts';
import type { Queue } from './queue-state.ts';
import { isExpired } from './take.ts';

/** How many messages a queue holds, by what hinders them from being received. */
export interface Depth {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

export interface QueueDepth extends Depth {
  readonly queueName: string;
  readonly at: number;
}

export function depthOf(queue: Queue, now: number): Depth {
  const counts = { visible: 0, inFlight: 0, delayed: 0 };
  for (const message of queue.messages.values()) {
    if (isExpired(queue, message, now)) continue;
    if (message.visibleAt <= now) counts.visible += 1;
    else if (message.receivesHere > 0) counts.inFlight += 1;
    else counts.delayed += 1;
  }
  return counts;
}

/** SQS publishes its metrics once a minute. */
const MINUTE_MS = 60_000;

export interface DepthReportOptions {
  readonly clock: Clock;
  readonly queues: () => readonly Queue[];
  readonly onDepth: (depth: QueueDepth) => void;
}

/** Reports every queue at each whole minute of the clock. Returns what ends it. */
export function reportDepths({ clock, queues, onDepth }: DepthReportOptions): () => void {
  let cancel: () => void;
  const arm = (at: number): void => {
    cancel = clock.setTimer(() => {
      arm(at + MINUTE_MS);
      for (const queue of queues()) onDepth({ queueName: queue.name, at, ...depthOf(queue, at) });
    }, at - clock.now());
  };
  arm((Math.floor(clock.now() / MINUTE_MS) + 1) * MINUTE_MS);
  return () => {
    cancel();
  };
}
