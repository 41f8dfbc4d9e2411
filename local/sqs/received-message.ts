import { md5OfAttributes, md5OfBody } from './message-attributes.ts';
import type { Message, MessageAttributes } from './message.ts';
import { receiptHandleOf } from './receipt-handle.ts';

export interface WantedAttributes {
  /** Names of system attributes, or `All`. */
  readonly system: readonly string[];
  /** Names of message attributes, `All`, `.*`, or a prefix: `bar.*`. */
  readonly custom: readonly string[];
}

/** A message as ReceiveMessage answers it. */
export function receivedMessage(queueName: string, message: Message, wanted: WantedAttributes) {
  const attributes = Object.fromEntries(
    Object.entries(systemAttributes(message)).filter(([name]) => isWantedSystem(wanted.system, name)),
  );
  const messageAttributes = wantedAttributes(message.attributes, wanted.custom);
  return {
    MessageId: message.id,
    ReceiptHandle: receiptHandleOf(queueName, message),
    MD5OfBody: md5OfBody(message.body),
    Body: message.body,
    ...(Object.keys(attributes).length > 0 && { Attributes: attributes }),
    ...(Object.keys(messageAttributes).length > 0 && {
      // The digest of what is returned, not of what was sent: that is what SDKs check.
      MD5OfMessageAttributes: md5OfAttributes(messageAttributes),
      MessageAttributes: messageAttributes,
    }),
  };
}

/** All system attributes of a message that was received: every value is text. */
export function systemAttributes(message: Message): Record<string, string> {
  const { traceHeader, groupId, deadLetterSourceArn } = message;
  return {
    ApproximateReceiveCount: String(message.receiveCount),
    SentTimestamp: String(message.sentAt),
    SenderId: message.senderId,
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    ...(traceHeader !== undefined && { AWSTraceHeader: traceHeader }),
    ...(groupId !== undefined && { MessageGroupId: groupId }),
    ...(deadLetterSourceArn !== undefined && { DeadLetterQueueSourceArn: deadLetterSourceArn }),
  };
}

function isWantedSystem(wanted: readonly string[], name: string): boolean {
  return wanted.includes('All') || wanted.includes(name);
}

function wantedAttributes(attributes: MessageAttributes, wanted: readonly string[]): MessageAttributes {
  const matches = (name: string) =>
    wanted.some(
      (pattern) =>
        pattern === 'All' ||
        pattern === name ||
        (pattern.endsWith('.*') && name.startsWith(pattern.slice(0, -2))),
    );
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => matches(name)));
}
