import { UpdateItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CONTROL_KEYS } from '../contracts/tables.ts';
import type { RotationCounter } from '../traffic/ports.ts';
import { callStore } from './store-failure.ts';

/** One atomic ADD a turn. One item takes about 1,000 writes a second: the limit of round robin. */
export class DynamoDbRotationCounter implements RotationCounter {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async next(): Promise<number> {
    const { pk, sk } = CONTROL_KEYS.rotation;
    const command = new UpdateItemCommand({
      TableName: this.#table,
      Key: { pk: { S: pk }, sk: { S: sk } },
      UpdateExpression: 'ADD turns :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
      ReturnValues: 'UPDATED_NEW',
    });
    const { Attributes } = await callStore('control table', () => this.#client.send(command));
    return Number(Attributes?.['turns']?.N) - 1;
  }
}
