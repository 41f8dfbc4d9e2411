import { contentBytes } from './message-size.ts';
import type { Message } from './message.ts';
import type { Change, Queue } from './queue-state.ts';

export interface TakeRequest {
  readonly now: number;
  readonly maxMessages: number;
  readonly visibilityTimeoutSeconds: number;
  /** Stops before the message that would exceed this sum; at least one is taken. */
  readonly maxBytes?: number;
  /** The dead-letter queue's name, when it exists. */
  readonly deadLetterQueue?: string | undefined;
  readonly queueArn: string;
}

export interface Taken {
  readonly messages: readonly Message[];
  readonly changes: readonly Change[];
}

/**
 * Plans one receive: which messages go out, which have been received too often and move to the dead-letter queue
 * instead, which are older than the retention period and go. As on AWS, nothing moves before somebody receives.
 */
export function planTake(queue: Queue, request: TakeRequest): Taken {
  const messages: Message[] = [];
  const changes: Change[] = [];
  let bytes = 0;
  for (const message of queue.messages.values()) {
    if (messages.length === request.maxMessages) break;
    if (isExpired(queue, message, request.now)) {
      changes.push({ change: 'message-gone', queue: queue.name, id: message.id });
    } else if (message.visibleAt > request.now) {
      continue;
    } else if (request.deadLetterQueue !== undefined && isReceivedTooOften(queue, message)) {
      changes.push(...deadLetter(queue, message, { ...request, deadLetterQueue: request.deadLetterQueue }));
    } else {
      bytes += contentBytes(message);
      if (messages.length > 0 && bytes > (request.maxBytes ?? Infinity)) break;
      const receipt = receive(message, request);
      messages.push({ ...message, ...receipt });
      changes.push({ change: 'message-touched', queue: queue.name, id: message.id, receipt });
    }
  }
  return { messages, changes };
}

export function isExpired({ settings }: Queue, { sentAt }: Message, now: number): boolean {
  return now >= sentAt + settings.retentionSeconds * 1000;
}

/** When a message that is hidden now shows first; undefined when none will by itself. */
export function nextVisibleAt(queue: Queue, now: number): number | undefined {
  let next: number | undefined;
  for (const { visibleAt } of queue.messages.values()) {
    if (visibleAt > now && (next === undefined || visibleAt < next)) next = visibleAt;
  }
  return next;
}

function isReceivedTooOften({ settings }: Queue, { receivesHere }: Message): boolean {
  return settings.redrive !== undefined && receivesHere >= settings.redrive.maxReceiveCount;
}

/** Kept there before gone here: a crash in between repeats the message rather than losing it. */
function deadLetter(
  queue: Queue,
  message: Message,
  { deadLetterQueue, queueArn, now }: { deadLetterQueue: string; queueArn: string; now: number },
): Change[] {
  const moved = { ...message, receivesHere: 0, visibleAt: now, deadLetterSourceArn: queueArn };
  return [
    { change: 'message-kept', queue: deadLetterQueue, message: moved },
    { change: 'message-gone', queue: queue.name, id: message.id },
  ];
}

function receive(message: Message, { now, visibilityTimeoutSeconds }: TakeRequest) {
  return {
    visibleAt: now + visibilityTimeoutSeconds * 1000,
    receiveCount: message.receiveCount + 1,
    receivesHere: message.receivesHere + 1,
    firstReceivedAt: message.firstReceivedAt ?? now,
    lastReceivedAt: now,
  };
}
