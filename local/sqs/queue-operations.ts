import * as v from 'valibot';
import { queueNameOfUrl } from './arn.ts';
import { integerBetween } from './input.ts';
import { operation, type Operation } from './operation.ts';
import type { Context } from './context.ts';

const attributes = v.record(v.string(), v.string());
const queueUrl = v.strictObject({ QueueUrl: v.string() });
const queueName = v.string();

/** What is done to queues as a whole. */
export function queueOperations(context: Context): Record<string, Operation> {
  const { queues, arnOf, urlOf } = context;
  return {
    CreateQueue: operation({
      action: 'CreateQueue',
      // Tags have no effect on how a queue works; they are taken and not kept.
      input: v.strictObject({
        QueueName: queueName,
        Attributes: v.exactOptional(attributes, {}),
        tags: v.exactOptional(attributes),
      }),
      resource: (input) => arnOf(input.QueueName),
      run: (input) => ({ QueueUrl: urlOf(queues.create(input.QueueName, input.Attributes)) }),
    }),
    GetQueueUrl: operation({
      action: 'GetQueueUrl',
      input: v.strictObject({ QueueName: queueName, QueueOwnerAWSAccountId: v.exactOptional(v.string()) }),
      resource: (input) => arnOf(input.QueueName),
      run: (input) => ({ QueueUrl: urlOf(queues.find(input.QueueName, input.QueueOwnerAWSAccountId)) }),
    }),
    ListQueues: operation({
      action: 'ListQueues',
      input: v.strictObject({
        QueueNamePrefix: v.exactOptional(v.string(), ''),
        MaxResults: v.exactOptional(integerBetween(1, 1000)),
        NextToken: v.exactOptional(v.string(), ''),
      }),
      resource: () => '*',
      run: (input) => {
        const { names, nextToken } = queues.page(input);
        return {
          ...(names.length > 0 && { QueueUrls: names.map(urlOf) }),
          ...(nextToken !== undefined && { NextToken: nextToken }),
        };
      },
    }),
    ...existingQueueOperations(context),
  };
}

function existingQueueOperations({ queues, arnOf }: Context): Record<string, Operation> {
  const resource = ({ QueueUrl }: { QueueUrl: string }) => arnOf(queueNameOfUrl(QueueUrl));
  return {
    GetQueueAttributes: operation({
      action: 'GetQueueAttributes',
      input: v.strictObject({
        ...queueUrl.entries,
        AttributeNames: v.exactOptional(v.array(v.string()), []),
      }),
      resource,
      run: ({ QueueUrl, AttributeNames }) => {
        const shown = queues.attributes(queueNameOfUrl(QueueUrl), AttributeNames);
        return Object.keys(shown).length === 0 ? {} : { Attributes: shown };
      },
    }),
    SetQueueAttributes: operation({
      action: 'SetQueueAttributes',
      input: v.strictObject({ ...queueUrl.entries, Attributes: attributes }),
      resource,
      run: ({ QueueUrl, Attributes }) => {
        queues.setAttributes(queueNameOfUrl(QueueUrl), Attributes);
      },
    }),
    PurgeQueue: operation({
      action: 'PurgeQueue',
      input: queueUrl,
      resource,
      run: ({ QueueUrl }) => {
        queues.purge(queueNameOfUrl(QueueUrl));
      },
    }),
    DeleteQueue: operation({
      action: 'DeleteQueue',
      input: queueUrl,
      resource,
      run: ({ QueueUrl }) => {
        queues.remove(queueNameOfUrl(QueueUrl));
      },
    }),
  };
}
