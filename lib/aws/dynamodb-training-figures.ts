import { UpdateItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { LATEST_KEYS } from '../contracts/latest-keys.ts';
import type { BatchFigures, FiguresStore } from '../training/batch-figures.ts';
import { callStore } from './store-failure.ts';
import { changesOf } from './training-figures-item.ts';
import { additions } from './update-expression.ts';

/** One write a batch, of one unit: the item stays below a kilobyte. */
export class DynamoDbTrainingFigures implements FiguresStore {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async tell(batch: BatchFigures): Promise<void> {
    const { added, figures } = changesOf(batch);
    const command = new UpdateItemCommand({
      TableName: this.#table,
      Key: marshall(LATEST_KEYS.training),
      ...additions(added, { figures }),
    });
    await callStore('control table', () => this.#client.send(command));
  }
}
