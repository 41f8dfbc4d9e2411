import * as v from 'valibot';
import type { Resource } from '../cloud-assembly/resource.ts';
import type { QueueAttributes } from './queue-attributes.ts';

/** What a template says about one queue. */
export interface QueueDeclaration {
  readonly name: string;
  readonly attributes: QueueAttributes;
}

const text = v.exactOptional(v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String)));
const json = v.pipe(v.union([v.string(), v.record(v.string(), v.unknown())]), v.transform(jsonText));

/** Properties of "AWS::SQS::Queue" in the CloudFormation reference that are attributes of the API too. */
const attributes = {
  DelaySeconds: text,
  MaximumMessageSize: text,
  MessageRetentionPeriod: text,
  ReceiveMessageWaitTimeSeconds: text,
  VisibilityTimeout: text,
  RedrivePolicy: v.exactOptional(json),
  RedriveAllowPolicy: v.exactOptional(json),
  KmsMasterKeyId: text,
  KmsDataKeyReusePeriodSeconds: text,
  SqsManagedSseEnabled: text,
};

const queueSchema = v.strictObject({
  ...attributes,
  QueueName: v.exactOptional(v.string()),
  FifoQueue: v.exactOptional(v.literal(false, 'only standard queues are supported')),
  Tags: v.exactOptional(v.unknown()),
});

const policySchema = v.strictObject({ Queues: v.array(v.string()), PolicyDocument: json });

/**
 * The queues of a template with their policies; other resources are left alone. Throws a sentence for a property that
 * is not supported.
 */
export function declaredQueues(resources: readonly Resource[]): QueueDeclaration[] {
  const policies = new Map<string, string>();
  for (const resource of resources.filter(({ type }) => type === 'AWS::SQS::QueuePolicy')) {
    const { Queues, PolicyDocument } = parse(policySchema, resource);
    for (const queue of Queues) policies.set(lastSegment(queue), PolicyDocument);
  }
  return resources
    .filter(({ type }) => type === 'AWS::SQS::Queue')
    .map((resource) => {
      const properties = parse(queueSchema, resource);
      const name = properties.QueueName ?? lastSegment(resource.physicalId);
      const policy = policies.get(name);
      return { name, attributes: { ...pickAttributes(properties), ...(policy && { Policy: policy }) } };
    });
}

function pickAttributes(properties: v.InferOutput<typeof queueSchema>): QueueAttributes {
  return v.parse(v.object(attributes), properties);
}

function parse<Schema extends v.GenericSchema>(schema: Schema, resource: Resource): v.InferOutput<Schema> {
  const result = v.safeParse(schema, resource.properties);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue) ?? 'properties';
  const reason = issue.expected === 'never' ? 'is not supported' : issue.message;
  throw new Error(`${resource.type} ${resource.logicalId}: ${path}: ${reason}`);
}

/** `Ref` of a queue is its URL. */
function lastSegment(physicalId: string): string {
  return physicalId.slice(physicalId.lastIndexOf('/') + 1);
}

function jsonText(value: string | Record<string, unknown>): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
