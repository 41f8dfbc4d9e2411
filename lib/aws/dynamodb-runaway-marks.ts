import { QueryCommand, type AttributeValue, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { runItem } from '../contracts/run-item.ts';
import { RUN_KEYS } from '../contracts/tables.ts';
import type { RunawayMark, RunawayMarks } from '../runbooks/ports.ts';
import { callStore } from './store-failure.ts';

const mark = v.pipe(
  v.object({ sk: v.string(), ...runItem.entries.runaway.wrapped.entries }),
  v.transform(({ sk, ...of }): RunawayMark => ({ run_id: sk, ...of })),
);

/** Runs whose rewards ran away, as the run store marks them. */
export class DynamoDbRunawayMarks implements RunawayMarks {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async list(): Promise<readonly RunawayMark[]> {
    const marks: RunawayMark[] = [];
    let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
    do {
      const command = new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'pk = :runaways',
        ExpressionAttributeValues: marshall({ ':runaways': RUN_KEYS.runaways }),
        ConsistentRead: true,
        ExclusiveStartKey,
      });
      const page = await callStore('control table', () => this.#client.send(command));
      marks.push(...(page.Items ?? []).map((item) => v.parse(mark, unmarshall(item))));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return marks;
  }
}
