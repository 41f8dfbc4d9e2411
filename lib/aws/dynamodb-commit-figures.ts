import { UpdateItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { CommitFigures, CommitFiguresStore } from '../checkpoints/stage-figures.ts';
import { LATEST_KEYS } from '../contracts/latest-keys.ts';
import { callStore } from './store-failure.ts';
import { additions } from './update-expression.ts';

/** One write of one unit a checkpoint. */
export class DynamoDbCommitFigures implements CommitFiguresStore {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async tell({ bestReward }: CommitFigures): Promise<void> {
    const command = new UpdateItemCommand({
      TableName: this.#table,
      Key: marshall(LATEST_KEYS.checkpoints),
      // As text: a reward may be beyond what a number column holds.
      ...additions([['saves', 1]], { best_reward: bestReward === undefined ? '' : String(bestReward) }),
    });
    await callStore('control table', () => this.#client.send(command));
  }
}
