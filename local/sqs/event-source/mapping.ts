import * as v from 'valibot';
import type { Resource } from '../../cloud-assembly/resource.ts';

/** AWS::Lambda::EventSourceMapping on a queue. */
export interface EventSourceMapping {
  readonly queueArn: string;
  readonly functionName: string;
  readonly batchSize: number;
  readonly batchingWindowSeconds: number;
  readonly reportsBatchItemFailures: boolean;
  readonly maximumConcurrency: number;
}

/** Lambda begins to poll a standard queue with five concurrent batches; here it stays with them. */
const DEFAULT_CONCURRENCY = 5;

/** "AWS::Lambda::EventSourceMapping" of the CloudFormation reference. Filters and other options are refused. */
const schema = v.pipe(
  v.strictObject({
    EventSourceArn: v.pipe(
      v.string(),
      v.regex(/^arn:aws:sqs:[^:]+:\d{12}:[\w-]+$/, 'only standard SQS queues are supported as event source'),
    ),
    FunctionName: v.string(),
    Enabled: v.exactOptional(v.boolean(), true),
    BatchSize: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)), 10),
    MaximumBatchingWindowInSeconds: v.exactOptional(
      v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(300)),
      0,
    ),
    FunctionResponseTypes: v.exactOptional(v.array(v.literal('ReportBatchItemFailures')), []),
    ScalingConfig: v.exactOptional(
      v.strictObject({
        MaximumConcurrency: v.exactOptional(
          v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(1000)),
          DEFAULT_CONCURRENCY,
        ),
      }),
      { MaximumConcurrency: DEFAULT_CONCURRENCY },
    ),
    Tags: v.exactOptional(v.unknown()),
  }),
  v.check(
    ({ BatchSize, MaximumBatchingWindowInSeconds }) => BatchSize <= 10 || MaximumBatchingWindowInSeconds >= 1,
    'a BatchSize above 10 needs a MaximumBatchingWindowInSeconds of at least 1',
  ),
);

/** Undefined for a mapping that is not enabled. Throws a sentence for what is not supported. */
export function parseMapping({ logicalId, properties }: Resource): EventSourceMapping | undefined {
  const result = v.safeParse(schema, properties);
  if (!result.success) {
    const [issue] = result.issues;
    throw new Error(
      `AWS::Lambda::EventSourceMapping ${logicalId}: ${v.getDotPath(issue) ?? 'properties'}: ${issue.message}`,
    );
  }
  const mapping = result.output;
  if (!mapping.Enabled) return undefined;
  return {
    queueArn: mapping.EventSourceArn,
    functionName: mapping.FunctionName,
    batchSize: mapping.BatchSize,
    batchingWindowSeconds: mapping.MaximumBatchingWindowInSeconds,
    reportsBatchItemFailures: mapping.FunctionResponseTypes.length > 0,
    maximumConcurrency: mapping.ScalingConfig.MaximumConcurrency,
  };
}
