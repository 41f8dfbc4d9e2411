import { QueryCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { TRAFFIC_COUNTER_KEYS } from '../contracts/outcome-keys.ts';
import { CONTROL_TABLE } from '../contracts/tables.ts';
import type { TrafficCounters } from '../outcomes/ports.ts';
import { addTallies, type Tallies } from '../outcomes/tally.ts';
import { callStore } from './store-failure.ts';
import { talliesIn } from './traffic-counter-item.ts';

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
      KeyConditionExpression: `${CONTROL_TABLE.partitionKey} = :pk`,
      ExpressionAttributeValues: { ':pk': { S: TRAFFIC_COUNTER_KEYS.partition } },
      ConsistentRead: true,
    });
    const { Items = [] } = await callStore('control table', () => this.#client.send(command));
    const shards = Items.flatMap((item) => Object.entries(talliesIn(item)));
    const byMode = Map.groupBy(shards, ([mode]) => mode);
    return Object.fromEntries(
      [...byMode].map(([mode, tallies]) => [mode, tallies.map(([, tally]) => tally).reduce(addTallies)]),
    );
  }
}
