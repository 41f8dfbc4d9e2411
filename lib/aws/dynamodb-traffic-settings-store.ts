import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { CONTROL_KEYS } from '../contracts/tables.ts';
import { StalePreconditionError } from '../shared/precondition-errors.ts';
import type { SettingsChange, TrafficSettingsStore } from '../traffic/ports.ts';
import type { TrafficSettings } from '../traffic/settings.ts';
import { isOwnWrite, settingsPut, toSettings } from './settings-item.ts';
import { callStore } from './store-failure.ts';

const STORE = 'control table';

/** The settings as one item of the control table, replaced whole under a condition on its revision. */
export class DynamoDbTrafficSettingsStore implements TrafficSettingsStore {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async read(): Promise<TrafficSettings | undefined> {
    const command = new GetItemCommand({
      TableName: this.#table,
      Key: marshall(CONTROL_KEYS.trafficSettings),
      ConsistentRead: true,
    });
    const { Item } = await callStore(STORE, () => this.#client.send(command));
    return Item && toSettings(Item);
  }

  async write(next: TrafficSettings, change: SettingsChange): Promise<void> {
    const command = new PutItemCommand(settingsPut(this.#table, next, change));
    try {
      await callStore(STORE, () => this.#client.send(command));
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      if (!isOwnWrite(error.Item, change)) throw new StalePreconditionError('traffic settings');
    }
  }
}
