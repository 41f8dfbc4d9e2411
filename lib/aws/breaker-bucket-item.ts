import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { BREAKER_KEYS, CONTROL_TABLE } from '../contracts/tables.ts';
import type { BreakerAddition } from '../outcomes/ports.ts';

const { partitionKey, sortKey, ttl } = CONTROL_TABLE;

/** Adds answers to one of the items of a bucket. */
export function bucketAddition(table: string, addition: BreakerAddition, shard: number): TransactWriteItem {
  const { model, bucket, counts } = addition;
  return {
    Update: {
      TableName: table,
      Key: {
        [partitionKey]: { S: BREAKER_KEYS.partition(model) },
        [sortKey]: { S: `${BREAKER_KEYS.bucket(bucket.series, bucket.index)}#${shard}` },
      },
      UpdateExpression: `ADD ok :ok, failed :failed, timeouts :timeouts SET ${ttl} = :expires`,
      ExpressionAttributeValues: {
        ':ok': { N: String(counts.ok) },
        ':failed': { N: String(counts.failed) },
        ':timeouts': { N: String(counts.timeouts) },
        ':expires': { N: String(bucket.expiresAtSeconds) },
      },
    },
  };
}
