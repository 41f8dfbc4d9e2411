import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { addCounts, type Counts, type Window } from '../breakers/counts.ts';
import type { Addition } from '../breakers/ports.ts';
import { BREAKER_KEYS } from '../contracts/breaker-keys.ts';
import { CONTROL_TABLE } from '../contracts/tables.ts';
import { everyItem } from './every-item.ts';

const bucketItem = v.object({ ok: v.number(), failed: v.number(), timeouts: v.number() });

/** What a bucket is counted into may be spread over several items, by writers who would meet at one. */
export function bucketUpdate(table: string, { model, bucket, counts }: Addition, shard?: number) {
  const sortKey = BREAKER_KEYS.bucket(bucket.series, bucket.index);
  return {
    TableName: table,
    Key: marshall({
      pk: BREAKER_KEYS.partition(model),
      sk: shard === undefined ? sortKey : `${sortKey}#${shard}`,
    }),
    UpdateExpression: 'ADD ok :ok, failed :failed, timeouts :timeouts SET #ttl = :ttl',
    ExpressionAttributeNames: { '#ttl': CONTROL_TABLE.ttl },
    ExpressionAttributeValues: marshall({
      ':ok': counts.ok,
      ':failed': counts.failed,
      ':timeouts': counts.timeouts,
      ':ttl': bucket.expiresAtSeconds,
    }),
  };
}

/** Sorts after every item of the bucket whose key comes before it. */
const END = '~';

/** One query over a range of time; 30 buckets, the usual window, are 2 KB, or up to 16 KB from eight writers at once. */
export async function sumBuckets(
  client: DynamoDBClient,
  table: string,
  { model, window: { series, from, to } }: { readonly model: string; readonly window: Window },
): Promise<Counts> {
  const items = await everyItem(
    { client, table },
    {
      where: 'pk = :model AND sk BETWEEN :from AND :to',
      values: {
        ':model': BREAKER_KEYS.partition(model),
        ':from': BREAKER_KEYS.bucket(series, from),
        ':to': `${BREAKER_KEYS.bucket(series, to)}${END}`,
      },
      only: 'ok, failed, timeouts',
    },
  );
  return addCounts(items.map((item) => v.parse(bucketItem, item)));
}
