import { QueryCommand, type DynamoDBClient, type QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { callStore } from './store-failure.ts';

interface Queried {
  readonly client: DynamoDBClient;
  readonly table: string;
  /** Named in errors; default `control table`. */
  readonly store?: string;
}

interface Query {
  /** KeyConditionExpression, such as `pk = :pk`. */
  readonly where: string;
  /** What its names stand for. */
  readonly values: Readonly<Record<string, string | number>>;
  /** Attributes; default all. */
  readonly only?: string;
}

/**
 * All items of a query as they are now, in the order of their keys: a page ends at a megabyte.
 * @throws StoreUnavailableError, StoreDeniedError
 */
export async function everyItem(
  { client, table, store = 'control table' }: Queried,
  { where, values, only }: Query,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const items: Record<string, unknown>[] = [];
  let after: QueryCommandOutput['LastEvaluatedKey'];
  do {
    const command = new QueryCommand({
      TableName: table,
      KeyConditionExpression: where,
      ExpressionAttributeValues: marshall(values),
      ...(only !== undefined && { ProjectionExpression: only }),
      ConsistentRead: true,
      ExclusiveStartKey: after,
    });
    const page = await callStore(store, () => client.send(command));
    items.push(...(page.Items ?? []).map((item) => unmarshall(item)));
    after = page.LastEvaluatedKey;
  } while (after);
  return items;
}
