import { GetItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import type { CheckpointRun, CheckpointRuns } from '../checkpoints/ports.ts';
import { runItem } from '../contracts/run-item.ts';
import { RUN_KEYS } from '../contracts/tables.ts';
import { callStore } from './store-failure.ts';

/** The item of a run, which only the run store writes. */
export class DynamoDbCheckpointRuns implements CheckpointRuns {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async read(runId: string): Promise<CheckpointRun | undefined> {
    const command = new GetItemCommand({
      TableName: this.#table,
      Key: marshall(RUN_KEYS.item(runId)),
      ConsistentRead: true,
    });
    const { Item } = await callStore('control table', () => this.#client.send(command));
    return Item && v.parse(runItem, unmarshall(Item));
  }
}
