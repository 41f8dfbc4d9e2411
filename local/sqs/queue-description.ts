import { AwsError } from '../aws-endpoint/aws-error.ts';
import { shownAttributes, type QueueAttributes } from './queue-attributes.ts';
import { depthOf } from './depth.ts';
import type { Queue } from './queue-state.ts';

/** Counts are exact here, "approximate" by name. */
export function describeQueue(queue: Queue, arn: string, now: number): QueueAttributes {
  const counts = depthOf(queue, now);
  return {
    ...shownAttributes(queue.attributes),
    QueueArn: arn,
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
    ApproximateNumberOfMessages: String(counts.visible),
    ApproximateNumberOfMessagesNotVisible: String(counts.inFlight),
    ApproximateNumberOfMessagesDelayed: String(counts.delayed),
  };
}

/** Every name GetQueueAttributes knows that a queue may happen not to have. */
const OPTIONAL = [
  'Policy',
  'RedrivePolicy',
  'RedriveAllowPolicy',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
];

export function pickAttributes(attributes: QueueAttributes, wanted: readonly string[]): QueueAttributes {
  const unknown = wanted.find(
    (name) => name !== 'All' && !Object.hasOwn(attributes, name) && !OPTIONAL.includes(name),
  );
  if (unknown !== undefined) throw new AwsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
  if (wanted.includes('All')) return attributes;
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => wanted.includes(name)));
}
