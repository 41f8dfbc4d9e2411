import { UpdateItemCommand, type AttributeValue, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { LATEST_KEYS } from '../contracts/latest-keys.ts';
import type { CheckedSplit, SplitStore } from '../traffic/split-store.ts';
import { callStore } from './store-failure.ts';
import { assign } from './update-expression.ts';

const share = v.object({
  target: v.number(),
  actual: v.number(),
  deviation: v.number(),
  alert: v.boolean(),
  served: v.number(),
  downshifted: v.number(),
});

const stored = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    at: v.number(),
    windowMs: v.number(),
    samples: v.number(),
    status: v.picklist(['ok', 'deviating', 'insufficient_data']),
    pValue: v.number(),
    modes: v.record(v.string(), share),
  }),
);

/** One write a check, of one unit for up to about six modes. */
export class DynamoDbSplitStore implements SplitStore {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async tell(split: CheckedSplit): Promise<void> {
    const command = new UpdateItemCommand({
      TableName: this.#table,
      Key: marshall(LATEST_KEYS.split),
      ...assign({ split: JSON.stringify(split) }),
    });
    await callStore('control table', () => this.#client.send(command));
  }
}

export function splitIn(item: Record<string, AttributeValue>): CheckedSplit {
  return v.parse(stored, item['split']?.S);
}
