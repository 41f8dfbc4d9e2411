import * as v from 'valibot';
import { queueNameOfUrl } from './arn.ts';
import { batchEntries, checkBatch, runBatch } from './batch.ts';
import { integerBetween, parseInput } from './input.ts';
import { operation, type Operation } from './operation.ts';
import { receivedMessage } from './received-message.ts';
import type { Context } from './context.ts';

const queueUrl = { QueueUrl: v.string() };
const names = v.exactOptional(v.array(v.string()), []);

const receive = v.strictObject({
  ...queueUrl,
  MaxNumberOfMessages: v.exactOptional(integerBetween(1, 10), 1),
  VisibilityTimeout: v.exactOptional(integerBetween(0, 43_200)),
  WaitTimeSeconds: v.exactOptional(integerBetween(0, 20)),
  /** The old name of MessageSystemAttributeNames; both may be given. */
  AttributeNames: names,
  MessageSystemAttributeNames: names,
  MessageAttributeNames: names,
});

const handle = { ReceiptHandle: v.string() };
const visibility = { ...handle, VisibilityTimeout: integerBetween(0, 43_200) };
const entry = { Id: v.string() };
const batch = v.strictObject({ ...queueUrl, Entries: batchEntries });

/** ReceiveMessage, and what is done with the receipt handles it gives. */
export function receiveOperations(context: Context): Record<string, Operation> {
  const { messaging, receiving, clock, arnOf } = context;
  const resource = ({ QueueUrl }: { QueueUrl: string }) => arnOf(queueNameOfUrl(QueueUrl));
  return {
    ReceiveMessage: operation({
      action: 'ReceiveMessage',
      input: receive,
      resource,
      run: async ({ QueueUrl, ...input }) => {
        const { name, settings } = messaging.queueOf(queueNameOfUrl(QueueUrl));
        const messages = await receiving.receive(name, {
          maxMessages: input.MaxNumberOfMessages,
          ...(input.VisibilityTimeout !== undefined && { visibilityTimeoutSeconds: input.VisibilityTimeout }),
          until: clock.now() + (input.WaitTimeSeconds ?? settings.waitTimeSeconds) * 1000,
        });
        if (messages.length === 0) return {};
        const wanted = {
          system: [...input.AttributeNames, ...input.MessageSystemAttributeNames],
          custom: input.MessageAttributeNames,
        };
        return { Messages: messages.map((message) => receivedMessage(name, message, wanted)) };
      },
    }),
    ...deleteOperations(context),
    ...visibilityOperations(context),
  };
}

function deleteOperations({ messaging, arnOf }: Context): Record<string, Operation> {
  const resource = ({ QueueUrl }: { QueueUrl: string }) => arnOf(queueNameOfUrl(QueueUrl));
  const single = v.strictObject({ ...queueUrl, ...handle });
  const each = v.strictObject({ ...entry, ...handle });
  return {
    DeleteMessage: operation({
      action: 'DeleteMessage',
      input: single,
      resource,
      run: ({ QueueUrl, ReceiptHandle }) => {
        messaging.remove(messaging.queueOf(queueNameOfUrl(QueueUrl)).name, ReceiptHandle);
      },
    }),
    DeleteMessageBatch: operation({
      action: 'DeleteMessage',
      input: batch,
      resource,
      run: ({ QueueUrl, Entries }) => {
        const { name } = messaging.queueOf(queueNameOfUrl(QueueUrl));
        checkBatch(Entries);
        return runBatch(Entries, (one) => {
          messaging.remove(name, parseInput(each, one).ReceiptHandle);
          return {};
        });
      },
    }),
  };
}

function visibilityOperations({ messaging, arnOf }: Context): Record<string, Operation> {
  const resource = ({ QueueUrl }: { QueueUrl: string }) => arnOf(queueNameOfUrl(QueueUrl));
  const single = v.strictObject({ ...queueUrl, ...visibility });
  const each = v.strictObject({ ...entry, ...visibility });
  return {
    ChangeMessageVisibility: operation({
      action: 'ChangeMessageVisibility',
      input: single,
      resource,
      run: ({ QueueUrl, ReceiptHandle, VisibilityTimeout }) => {
        messaging.changeVisibility(queueNameOfUrl(QueueUrl), ReceiptHandle, VisibilityTimeout);
      },
    }),
    ChangeMessageVisibilityBatch: operation({
      action: 'ChangeMessageVisibility',
      input: batch,
      resource,
      run: ({ QueueUrl, Entries }) => {
        const { name } = messaging.queueOf(queueNameOfUrl(QueueUrl));
        checkBatch(Entries);
        return runBatch(Entries, (one) => {
          const { ReceiptHandle, VisibilityTimeout } = parseInput(each, one);
          messaging.changeVisibility(name, ReceiptHandle, VisibilityTimeout);
          return {};
        });
      },
    }),
  };
}
