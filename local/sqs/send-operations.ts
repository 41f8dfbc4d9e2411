import * as v from 'valibot';
import { AwsError } from '../aws-endpoint/aws-error.ts';
import { queueNameOfUrl } from './arn.ts';
import { batchEntries, checkBatch, runBatch } from './batch.ts';
import { integerBetween, parseInput } from './input.ts';
import { attributesBytes, md5OfAttributes, md5OfBody } from './message-attributes.ts';
import type { MessageAttributes } from './message.ts';
import type { OutgoingMessage } from './messaging.ts';
import { operation, type Operation } from './operation.ts';
import type { Context } from './context.ts';

const attributes = v.record(
  v.string(),
  v.strictObject({
    DataType: v.string(),
    StringValue: v.exactOptional(v.string()),
    BinaryValue: v.exactOptional(v.pipe(v.string(), v.base64())),
  }),
);

const message = {
  MessageBody: v.string(),
  DelaySeconds: v.exactOptional(integerBetween(0, 900)),
  MessageAttributes: v.exactOptional(attributes),
  MessageSystemAttributes: v.exactOptional(
    v.strictObject({
      AWSTraceHeader: v.exactOptional(
        v.strictObject({ DataType: v.literal('String'), StringValue: v.string() }),
      ),
    }),
  ),
  /** On a standard queue it marks a tenant for fair queues; it is kept and shown, deliveries are not balanced by it. */
  MessageGroupId: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(128))),
};

const queueUrl = { QueueUrl: v.string() };
const single = v.strictObject({ ...queueUrl, ...message });
const entry = v.strictObject({ Id: v.string(), ...message });
const batch = v.strictObject({ ...queueUrl, Entries: batchEntries });

/** Of a whole batch and of one message alike ("SendMessageBatch", 1 MiB since August 2025). */
const BATCH_LIMIT_BYTES = 1_048_576;

export function sendOperations({ messaging, arnOf }: Context): Record<string, Operation> {
  const send = (queueName: string, input: v.InferOutput<typeof entry>, senderId: string) =>
    sentAnswer(messaging.send(queueName, outgoing(input, senderId)).id, input);
  const resource = ({ QueueUrl }: { QueueUrl: string }) => arnOf(queueNameOfUrl(QueueUrl));

  return {
    SendMessage: operation({
      action: 'SendMessage',
      input: single,
      resource,
      run: ({ QueueUrl, ...input }, { principal }) =>
        send(queueNameOfUrl(QueueUrl), { Id: '', ...input }, principal.arn),
    }),
    SendMessageBatch: operation({
      action: 'SendMessage',
      input: batch,
      resource,
      run: ({ QueueUrl, Entries }, { principal }) => {
        const queueName = queueNameOfUrl(QueueUrl);
        messaging.queueOf(queueName);
        checkBatch(Entries);
        checkBatchSize(Entries);
        return runBatch(Entries, (each) => send(queueName, parseInput(entry, each), principal.arn));
      },
    }),
  };
}

function outgoing(input: v.InferOutput<typeof entry>, senderId: string): OutgoingMessage {
  const { DelaySeconds, MessageGroupId, MessageSystemAttributes } = input;
  const trace = MessageSystemAttributes?.AWSTraceHeader;
  return {
    body: input.MessageBody,
    attributes: input.MessageAttributes ?? {},
    senderId,
    ...(DelaySeconds !== undefined && { delaySeconds: DelaySeconds }),
    ...(MessageGroupId !== undefined && { groupId: MessageGroupId }),
    ...(trace && { traceHeader: trace.StringValue }),
  };
}

function sentAnswer(id: string, input: v.InferOutput<typeof entry>) {
  return {
    MessageId: id,
    MD5OfMessageBody: md5OfBody(input.MessageBody),
    MD5OfMessageAttributes: md5OfAttributes(input.MessageAttributes ?? {}),
    MD5OfMessageSystemAttributes: md5OfAttributes(systemAttributes(input)),
  };
}

function systemAttributes({ MessageSystemAttributes }: v.InferOutput<typeof entry>): MessageAttributes {
  const trace = MessageSystemAttributes?.AWSTraceHeader;
  return trace ? { AWSTraceHeader: trace } : {};
}

function checkBatchSize(entries: v.InferOutput<typeof batchEntries>): void {
  let bytes = 0;
  for (const { MessageBody, MessageAttributes } of entries) {
    if (typeof MessageBody === 'string') bytes += Buffer.byteLength(MessageBody);
    const parsed = v.safeParse(attributes, MessageAttributes);
    if (parsed.success) bytes += attributesBytes(parsed.output);
  }
  if (bytes <= BATCH_LIMIT_BYTES) return;
  throw new AwsError(
    'BatchRequestTooLong',
    `Batch requests cannot be longer than ${BATCH_LIMIT_BYTES} bytes. You have sent ${bytes} bytes.`,
  );
}
