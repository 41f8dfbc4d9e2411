import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { CONTROL_KEYS } from '../contracts/tables.ts';
import type { SigningKeyStore } from '../traffic/ports.ts';
import { callStore } from './store-failure.ts';

const STORE = 'control table';
const KEY = { pk: { S: CONTROL_KEYS.selectionKey.pk }, sk: { S: CONTROL_KEYS.selectionKey.sk } };

/** The key that signs selection ids, made once by whoever needs it first. */
export class DynamoDbSigningKeyStore implements SigningKeyStore {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async load(): Promise<Buffer | undefined> {
    const read = new GetItemCommand({ TableName: this.#table, Key: KEY, ConsistentRead: true });
    const { Item } = await callStore(STORE, () => this.#client.send(read));
    return Item && keyOf(Item);
  }

  async loadOrCreate(candidate: Buffer): Promise<Buffer> {
    return (await this.load()) ?? this.#create({ ...KEY, signing_key: { B: candidate } });
  }

  async #create(Item: Record<string, AttributeValue>): Promise<Buffer> {
    const command = new PutItemCommand({
      TableName: this.#table,
      Item,
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      await callStore(STORE, () => this.#client.send(command));
      return keyOf(Item);
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException && error.Item) return keyOf(error.Item);
      throw error;
    }
  }
}

function keyOf(item: Record<string, AttributeValue>): Buffer {
  const { signing_key: key } = item;
  if (!key?.B)
    throw new Error(`The signing key item has no binary signing_key: ${Object.keys(item).join(', ')}`);
  return Buffer.from(key.B);
}
