import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  PutItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { INCIDENT_KEYS } from '../contracts/runbook-keys.ts';
import { settlingItem, type SettlingItem } from '../contracts/settling-item.ts';
import type { Settlings } from '../runbooks/settle-ports.ts';
import { everyItem } from './every-item.ts';
import { callStore } from './store-failure.ts';

const STORE = 'control table';

/** One partition, an item an incident: few at any time. */
export class DynamoDbSettlings implements Settlings {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async put(settling: SettlingItem): Promise<void> {
    const command = new PutItemCommand({
      TableName: this.#table,
      Item: marshall({ ...INCIDENT_KEYS.settlingLine(settling.incident_id), ...settling }),
      ConditionExpression: 'attribute_not_exists(pk) OR #since <= :since',
      ExpressionAttributeNames: { '#since': 'since' },
      ExpressionAttributeValues: marshall({ ':since': settling.since }),
    });
    await this.#unlessRefused(command);
  }

  async remove({ incident_id, execution_id }: SettlingItem): Promise<void> {
    const command = new DeleteItemCommand({
      TableName: this.#table,
      Key: marshall(INCIDENT_KEYS.settlingLine(incident_id)),
      ConditionExpression: 'attribute_not_exists(pk) OR execution_id = :own',
      ExpressionAttributeValues: marshall({ ':own': execution_id }),
    });
    await this.#unlessRefused(command);
  }

  async all(): Promise<readonly SettlingItem[]> {
    const items = await everyItem(
      { client: this.#client, table: this.#table, store: STORE },
      { where: 'pk = :pk', values: { ':pk': INCIDENT_KEYS.settling } },
    );
    return items.map((item) => v.parse(settlingItem, item));
  }

  async #unlessRefused(command: PutItemCommand | DeleteItemCommand): Promise<void> {
    try {
      await callStore(STORE, async (): Promise<unknown> =>
        command instanceof PutItemCommand ? this.#client.send(command) : this.#client.send(command),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }
}
