import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { SESSIONS_TABLE } from '../contracts/tables.ts';
import type { Pin, PinRule } from '../traffic/pin.ts';
import type { SessionStore } from '../traffic/ports.ts';
import { callStore } from './store-failure.ts';

type Item = Record<string, AttributeValue>;

const STORE = 'session table';
const { partitionKey, ttl } = SESSIONS_TABLE;

/** The complement of isLive (lib/traffic/pin.ts) as a condition; a contract test holds the two against each other. */
const NO_PIN = `attribute_not_exists(${partitionKey})`;
const EXPIRED = `${ttl} <= :now`;
const RETIRED = 'weights_version < :minimum';
const NAMES = { '#mode': 'mode' };

/** Sessions of a table with the key of SESSIONS_TABLE. A read is 0.5 units, a claim one write. */
export class DynamoDbSessionStore implements SessionStore {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async find(sessionId: string): Promise<Pin | undefined> {
    const command = new GetItemCommand({ TableName: this.#table, Key: { [partitionKey]: { S: sessionId } } });
    const { Item } = await callStore(STORE, () => this.#client.send(command));
    return Item && toPin(Item);
  }

  async claim(sessionId: string, pin: Pin, rule: PinRule): Promise<Pin> {
    const modes = Object.fromEntries(rule.modes.map((mode, index) => [`:mode${index}`, { S: mode }]));
    const unknownMode = `NOT #mode IN (${Object.keys(modes).join(', ')})`;
    const command = new PutItemCommand({
      TableName: this.#table,
      Item: { [partitionKey]: { S: sessionId }, ...toItem(pin) },
      ConditionExpression: [NO_PIN, EXPIRED, RETIRED, unknownMode].join(' OR '),
      ExpressionAttributeNames: NAMES,
      ExpressionAttributeValues: {
        ':now': { N: String(rule.nowSeconds) },
        ':minimum': { N: String(rule.minimumVersion) },
        ...modes,
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      await callStore(STORE, () => this.#client.send(command));
      return pin;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException && error.Item) return toPin(error.Item);
      throw error;
    }
  }
}

function toItem(pin: Pin): Item {
  return {
    mode: { S: pin.mode },
    weights_version: { N: String(pin.weightsVersion) },
    [ttl]: { N: String(pin.expiresAtSeconds) },
    assignment_id: { S: pin.assignmentId },
  };
}

const text = v.pipe(
  v.object({ S: v.string() }),
  v.transform(({ S }) => S),
);
const number = v.pipe(
  v.object({ N: v.string() }),
  v.transform(({ N }) => Number(N)),
);
const pinItem = v.object({ mode: text, weights_version: number, [ttl]: number, assignment_id: text });

function toPin(item: Item): Pin {
  const parsed = v.parse(pinItem, item);
  return {
    mode: parsed.mode,
    weightsVersion: parsed.weights_version,
    expiresAtSeconds: parsed[ttl],
    assignmentId: parsed.assignment_id,
  };
}
