import * as v from 'valibot';
import { AwsError } from '../aws-endpoint/aws-error.ts';
import { compileResourcePolicy, NO_POLICY, type ResourcePolicy } from '../iam/policy/resource-policy.ts';

/** As clients write and read them: every value is text. */
export type QueueAttributes = Readonly<Record<string, string>>;

/** The attributes that steer a queue, parsed. */
export interface QueueSettings {
  readonly delaySeconds: number;
  readonly maximumMessageBytes: number;
  readonly retentionSeconds: number;
  readonly waitTimeSeconds: number;
  readonly visibilityTimeoutSeconds: number;
  readonly redrive?: RedrivePolicy;
  /** What other services may do with the queue. */
  readonly policy: ResourcePolicy;
}

export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** Ranges and defaults of "CreateQueue" in the Amazon SQS API Reference (message size: 1 MiB since August 2025). */
const NUMBERS = {
  DelaySeconds: { least: 0, most: 900, initial: 0 },
  MaximumMessageSize: { least: 1024, most: 1_048_576, initial: 1_048_576 },
  MessageRetentionPeriod: { least: 60, most: 1_209_600, initial: 345_600 },
  ReceiveMessageWaitTimeSeconds: { least: 0, most: 20, initial: 0 },
  VisibilityTimeout: { least: 0, most: 43_200, initial: 30 },
} as const;

/**
 * Kept and shown, with no effect here: nothing is encrypted at rest, and any queue of the account may use any other as
 * its dead-letter queue.
 */
const SHOWN_ONLY = [
  'RedriveAllowPolicy',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
  'SqsManagedSseEnabled',
];

const POLICIES = ['Policy', 'RedrivePolicy'];

const FIFO_ONLY = ['FifoQueue', 'ContentBasedDeduplication', 'DeduplicationScope', 'FifoThroughputLimit'];

const redrivePolicy = v.object({
  deadLetterTargetArn: v.pipe(v.string(), v.minLength(1)),
  // The console writes a number, the CLI's users often a string.
  maxReceiveCount: v.pipe(
    v.union([v.number(), v.string()]),
    v.transform((count) => Number(count)),
    v.integer(),
    v.minValue(1),
    v.maxValue(1000),
  ),
});

/** Throws InvalidAttributeName, InvalidAttributeValue, or UnsupportedOperation for anything of FIFO queues. */
export function settingsOf(attributes: QueueAttributes): QueueSettings {
  for (const name of Object.keys(attributes)) refuseUnknown(name);
  const redrive = parseRedrivePolicy(attributes['RedrivePolicy']);
  return {
    delaySeconds: numberOf(attributes, 'DelaySeconds'),
    maximumMessageBytes: numberOf(attributes, 'MaximumMessageSize'),
    retentionSeconds: numberOf(attributes, 'MessageRetentionPeriod'),
    waitTimeSeconds: numberOf(attributes, 'ReceiveMessageWaitTimeSeconds'),
    visibilityTimeoutSeconds: numberOf(attributes, 'VisibilityTimeout'),
    policy: parsePolicy(attributes['Policy']),
    ...(redrive && { redrive }),
  };
}

/** What GetQueueAttributes shows of them: defaults where nothing was set. */
export function shownAttributes(attributes: QueueAttributes): QueueAttributes {
  const defaults = Object.entries(NUMBERS).map(([name, { initial }]) => [name, String(initial)] as const);
  return { ...Object.fromEntries(defaults), SqsManagedSseEnabled: 'true', ...attributes };
}

function refuseUnknown(name: string): void {
  if (FIFO_ONLY.includes(name)) {
    throw new AwsError('UnsupportedOperation', `${name}: only standard queues exist here, no FIFO queues`);
  }
  if (!Object.hasOwn(NUMBERS, name) && !SHOWN_ONLY.includes(name) && !POLICIES.includes(name)) {
    throw new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
  }
}

function numberOf(attributes: QueueAttributes, name: keyof typeof NUMBERS): number {
  const { least, most, initial } = NUMBERS[name];
  const text = attributes[name];
  if (text === undefined) return initial;
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw invalidValue(name, `it is ${JSON.stringify(text)}, allowed is an integer from ${least} to ${most}`);
}

/** An empty text takes the policy away, as SetQueueAttributes documents. */
function parseRedrivePolicy(text: string | undefined): RedrivePolicy | undefined {
  if (text === undefined || text === '') return undefined;
  try {
    const policy: unknown = JSON.parse(text);
    return v.parse(redrivePolicy, policy);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalidValue('RedrivePolicy', `Amazon SQS can't read ${text} (${reason})`);
  }
}

/** As parseRedrivePolicy. */
function parsePolicy(text: string | undefined): ResourcePolicy {
  if (text === undefined || text === '') return NO_POLICY;
  try {
    const policy: unknown = JSON.parse(text);
    return compileResourcePolicy(policy);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw invalidValue('Policy', `Amazon SQS can't read ${text} (${reason})`);
  }
}

function invalidValue(name: string, reason: string): AwsError {
  return new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}. Reason: ${reason}`);
}
