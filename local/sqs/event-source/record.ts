import { queueNameOf } from '../arn.ts';
import { md5OfAttributes, md5OfBody } from '../message-attributes.ts';
import type { Message, MessageAttribute } from '../message.ts';
import { receiptHandleOf } from '../receipt-handle.ts';
import { systemAttributes } from '../received-message.ts';

/** One record of the event of "Using Lambda with Amazon SQS", key for key. */
export function sqsRecord(queueArn: string, message: Message) {
  const md5OfMessageAttributes = md5OfAttributes(message.attributes);
  return {
    messageId: message.id,
    receiptHandle: receiptHandleOf(queueNameOf(queueArn), message),
    body: message.body,
    attributes: systemAttributes(message),
    messageAttributes: Object.fromEntries(
      Object.entries(message.attributes).map(([name, attribute]) => [name, recordAttribute(attribute)]),
    ),
    ...(md5OfMessageAttributes !== undefined && { md5OfMessageAttributes }),
    md5OfBody: md5OfBody(message.body),
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: queueArn.split(':')[3] ?? '',
  };
}

function recordAttribute({ DataType, StringValue, BinaryValue }: MessageAttribute) {
  return {
    ...(StringValue !== undefined && { stringValue: StringValue }),
    ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
    stringListValues: [],
    binaryListValues: [],
    dataType: DataType,
  };
}
