import { createHash } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  PutItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { CARD_KEYS } from '../contracts/card-keys.ts';
import type { ClickMemory } from '../incidents/slack-click.ts';
import type { Clock } from '../shared/clock.ts';
import { callStore } from './store-failure.ts';

/** Twice the ten minutes in which a timestamp can be right. */
const KEPT_SECONDS = 1_200;

/** Requests from Slack by the hash of their signature, in the control table. */
export class DynamoDbClickMemory implements ClickMemory {
  readonly #client: DynamoDBClient;
  readonly #table: string;
  readonly #clock: Clock;

  constructor(client: DynamoDBClient, table: string, clock: Clock) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
  }

  async take(signature: string): Promise<boolean> {
    const key = CARD_KEYS.click(createHash('sha256').update(signature).digest('hex'));
    const put = new PutItemCommand({
      TableName: this.#table,
      Item: marshall({ ...key, expires_at: Math.floor(this.#clock.now() / 1_000) + KEPT_SECONDS }),
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    return callStore('control table', async () => {
      try {
        await this.#client.send(put);
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    });
  }
}
