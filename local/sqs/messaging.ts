import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws-endpoint/aws-error.ts';
import type { Clock } from '../clock/clock.ts';
import { invalidParameter, queueDoesNotExist } from './errors.ts';
import { checkMessageAttributes } from './message-attributes.ts';
import { checkContent } from './message-size.ts';
import type { Message, MessageAttributes } from './message.ts';
import type { Queue } from './queue-state.ts';
import type { QueueStore } from './queue-store.ts';
import { parseReceiptHandle } from './receipt-handle.ts';

export interface OutgoingMessage {
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly senderId: string;
  /** The queue's own when absent. */
  readonly delaySeconds?: number;
  readonly traceHeader?: string;
  readonly groupId?: string;
}

/** What is done to single messages, receiving apart. */
export interface Messaging {
  /** Throws QueueDoesNotExist. */
  queueOf(queueName: string): Queue;
  /** Throws what "SendMessage" documents. On disk before it returns. */
  send(queueName: string, message: OutgoingMessage): Message;
  /** Throws ReceiptHandleIsInvalid. A message that is gone, or was received again since, is no error. */
  remove(queueName: string, receiptHandle: string): void;
  /** Throws ReceiptHandleIsInvalid, MessageNotInflight, InvalidParameterValueException. */
  changeVisibility(queueName: string, receiptHandle: string, timeoutSeconds: number): void;
}

/** No message stays in flight longer than this after it was received ("Visibility timeout", developer guide). */
const LONGEST_FLIGHT_SECONDS = 43_200;

export function createMessaging({ store, clock }: { store: QueueStore; clock: Clock }): Messaging {
  const queueOf = (queueName: string): Queue => {
    const queue = store.get(queueName);
    if (!queue) throw queueDoesNotExist();
    return queue;
  };

  return {
    queueOf,
    send: (queueName, outgoing) => {
      const message = newMessage(queueOf(queueName), outgoing, clock.now());
      store.commit({ change: 'message-kept', queue: queueName, message });
      return message;
    },
    remove: (queueName, receiptHandle) => {
      const { messageId, receivesHere } = parseReceiptHandle(queueName, receiptHandle);
      const message = queueOf(queueName).messages.get(messageId);
      if (message?.receivesHere !== receivesHere) return;
      store.commit({ change: 'message-gone', queue: queueName, id: messageId });
    },
    changeVisibility: (queueName, receiptHandle, timeoutSeconds) => {
      const message = inFlight(queueOf(queueName), receiptHandle, clock.now());
      const visibleAt = clock.now() + timeoutSeconds * 1000;
      checkFlight(message, visibleAt);
      const receipt = { ...receiptOf(message), visibleAt };
      store.commit({ change: 'message-touched', queue: queueName, id: message.id, receipt });
    },
  };
}

function newMessage(queue: Queue, outgoing: OutgoingMessage, now: number): Message {
  const { body, attributes, senderId, traceHeader, groupId } = outgoing;
  checkMessageAttributes(attributes);
  checkContent(outgoing, queue.settings.maximumMessageBytes);
  const delaySeconds = outgoing.delaySeconds ?? queue.settings.delaySeconds;
  return {
    id: randomUUID(),
    body,
    attributes,
    senderId,
    ...(traceHeader !== undefined && { traceHeader }),
    ...(groupId !== undefined && { groupId }),
    sentAt: now,
    visibleAt: now + delaySeconds * 1000,
    receiveCount: 0,
    receivesHere: 0,
  };
}

function inFlight(queue: Queue, receiptHandle: string, now: number): Message {
  const { messageId, receivesHere } = parseReceiptHandle(queue.name, receiptHandle);
  const message = queue.messages.get(messageId);
  if (!message) {
    throw invalidParameter(
      `Value ${receiptHandle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
    );
  }
  if (message.receivesHere !== receivesHere || message.visibleAt <= now) {
    throw new AwsError('MessageNotInflight', "The specified message isn't in flight.");
  }
  return message;
}

function checkFlight({ lastReceivedAt = 0 }: Message, visibleAt: number): void {
  if (visibleAt - lastReceivedAt <= LONGEST_FLIGHT_SECONDS * 1000) return;
  throw invalidParameter(
    `Total VisibilityTimeout for the message is beyond the limit [${LONGEST_FLIGHT_SECONDS} seconds].`,
  );
}

function receiptOf({ receiveCount, receivesHere, firstReceivedAt, lastReceivedAt }: Message) {
  return {
    receiveCount,
    receivesHere,
    ...(firstReceivedAt !== undefined && { firstReceivedAt }),
    ...(lastReceivedAt !== undefined && { lastReceivedAt }),
  };
}
