import { QueryCommand, type DynamoDBClient, type QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { addCounts, type Counts, type Window } from '../breakers/counts.ts';
import { BREAKER_KEYS } from '../contracts/breaker-keys.ts';
import type { Item } from './breaker-item.ts';

const bucketItem = v.object({ ok: v.number(), failed: v.number(), timeouts: v.number() });

/** One query over a range of time; 30 buckets, the usual window, are 2 KB. */
export async function sumBuckets(
  client: DynamoDBClient,
  table: string,
  { model, window: { series, from, to } }: { readonly model: string; readonly window: Window },
): Promise<Counts> {
  const counts: Counts[] = [];
  let after: Item | undefined;
  do {
    const page: QueryCommandOutput = await client.send(
      new QueryCommand({
        TableName: table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :model AND sk BETWEEN :from AND :to',
        ProjectionExpression: 'ok, failed, timeouts',
        ExpressionAttributeValues: marshall({
          ':model': BREAKER_KEYS.partition(model),
          ':from': BREAKER_KEYS.bucket(series, from),
          ':to': BREAKER_KEYS.bucket(series, to),
        }),
        ExclusiveStartKey: after,
      }),
    );
    for (const item of page.Items ?? []) counts.push(v.parse(bucketItem, unmarshall(item)));
    after = page.LastEvaluatedKey;
  } while (after);
  return addCounts(counts);
}
