import { receiptHandleIsInvalid } from './errors.ts';
import type { Message } from './message.ts';

/** What a receipt handle says: this message, received for the n-th time from this queue. */
export interface ReceiptHandle {
  readonly messageId: string;
  readonly receivesHere: number;
}

export function receiptHandleOf(queueName: string, message: Message): string {
  return Buffer.from(`${queueName} ${message.id} ${message.receivesHere}`).toString('base64');
}

/** Throws ReceiptHandleIsInvalid for text that is no handle, and for a handle of another queue. */
export function parseReceiptHandle(queueName: string, handle: string): ReceiptHandle {
  const [queue, messageId, count, ...rest] = Buffer.from(handle, 'base64').toString('utf8').split(' ');
  const receivesHere = Number(count);
  if (queue !== queueName || !messageId || rest.length > 0 || !Number.isInteger(receivesHere)) {
    throw receiptHandleIsInvalid(handle);
  }
  return { messageId, receivesHere };
}
