import { GetItemCommand, PutItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { CARD_KEYS } from '../contracts/card-keys.ts';
import type { CardStore } from '../incidents/cards.ts';
import type { Clock } from '../shared/clock.ts';
import { everyItem } from './every-item.ts';
import { callStore } from './store-failure.ts';

/** Nobody changes the card of an older incident. */
const KEPT_SECONDS = 180 * 86_400;

const cardItem = v.object({ message_id: v.string() });

/** Cards in the control table, a partition an incident. */
export class DynamoDbCardStore implements CardStore {
  readonly #client: DynamoDBClient;
  readonly #table: string;
  readonly #clock: Clock;

  constructor(client: DynamoDBClient, table: string, clock: Clock) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
  }

  async read(incidentId: string, name: string): Promise<string | undefined> {
    const Key = marshall(CARD_KEYS.card(incidentId, name));
    const { Item } = await callStore('control table', () =>
      this.#client.send(new GetItemCommand({ TableName: this.#table, Key, ConsistentRead: true })),
    );
    return Item && v.parse(cardItem, unmarshall(Item)).message_id;
  }

  async keep(incidentId: string, name: string, messageId: string): Promise<void> {
    const Item = marshall({
      ...CARD_KEYS.card(incidentId, name),
      message_id: messageId,
      expires_at: Math.floor(this.#clock.now() / 1_000) + KEPT_SECONDS,
    });
    await callStore('control table', () =>
      this.#client.send(new PutItemCommand({ TableName: this.#table, Item })),
    );
  }

  async startingWith(incidentId: string, prefix: string): Promise<readonly string[]> {
    const { pk, sk } = CARD_KEYS.card(incidentId, prefix);
    const items = await everyItem(
      { client: this.#client, table: this.#table },
      { where: 'pk = :pk AND begins_with(sk, :prefix)', values: { ':pk': pk, ':prefix': sk } },
    );
    return items.map((item) => v.parse(cardItem, item).message_id);
  }
}
