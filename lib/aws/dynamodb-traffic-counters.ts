import { QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LATEST_KEYS } from '../contracts/latest-keys.ts';
import { CONTROL_TABLE } from '../contracts/tables.ts';
import type { TrafficCounters } from '../outcomes/ports.ts';
import type { Tallies } from '../outcomes/tally.ts';
import { callStore } from './store-failure.ts';
import { sumOfShards } from './traffic-counter-item.ts';

/** The counters of the outcome ledger, added up over its shards: one Query of a few kilobytes. */
export class DynamoDbTrafficCounters implements TrafficCounters {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async read(): Promise<Tallies> {
    const command = new QueryCommand({
      TableName: this.#table,
      KeyConditionExpression: `${CONTROL_TABLE.partitionKey} = :pk AND begins_with(${CONTROL_TABLE.sortKey}, :sk)`,
      ExpressionAttributeValues: {
        ':pk': { S: LATEST_KEYS.partition },
        ':sk': { S: LATEST_KEYS.trafficPrefix },
      },
      ConsistentRead: true,
    });
    const { Items = [] } = await callStore('control table', () => this.#client.send(command));
    return sumOfShards(Items);
  }
}
