import type { Server } from 'node:http';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { CONTROL_TABLE, SESSIONS_TABLE } from '../../lib/contracts/tables.ts';
import { createEndpoint } from '../../local/aws-endpoint/endpoint.ts';
import { openGatekeeper } from '../../local/aws-endpoint/open-gatekeeper.ts';
import type { JsonService } from '../../local/aws-endpoint/service.ts';
import { createMovableClock } from '../../local/clock/movable-clock.ts';
import { createDynamoDb } from '../../local/dynamodb/create-dynamodb.ts';
import { listen } from '../listen.ts';
import { REGION, TABLES } from '../selections/environment.ts';

/** One operation that came in over the wire, so a retry counts as what it is: another one. */
export interface Operation {
  readonly name: string;
  readonly table: string;
  /** Capacity units that DynamoDB would bill. */
  readonly units: number;
  /** How many items a transaction writes; nothing else says. */
  readonly items?: number;
}

export interface CountedDynamoDb {
  readonly url: string;
  readonly operations: Operation[];
  readonly close: () => Promise<void>;
}

const capacity = v.object({ TableName: v.string(), CapacityUnits: v.number() });
/** A batch tells it by table; ours ask for one table. */
const answer = v.object({ ConsumedCapacity: v.union([capacity, v.tuple([capacity])]) });

/** A DynamoDB on this machine with the two tables in it, that keeps account of what it is asked. */
export async function startCountedDynamoDb(): Promise<CountedDynamoDb> {
  const clock = createMovableClock({ running: true });
  const dynamodb = createDynamoDb({ clock, environment: { account: '123456789012', region: REGION } });
  const operations: Operation[] = [];
  const server: Server = createEndpoint({
    jsonServices: [counted(dynamodb.service, operations)],
    restServices: [],
    gatekeeper: openGatekeeper,
  });
  const { url, close } = await listen(server);
  await createTables(url);
  return {
    url,
    operations,
    close: async () => {
      await close();
      await dynamodb.close();
    },
  };
}

function counted(service: JsonService, operations: Operation[]): JsonService {
  return {
    protocol: service.protocol,
    targetPrefix: service.targetPrefix,
    permissions: (call) => service.permissions(call),
    call: async (call) => {
      if (call.operation === 'CreateTable') return service.call(call);
      const input = { ...call.input, ReturnConsumedCapacity: 'TOTAL' };
      const output = await service.call({ ...call, input });
      const { ConsumedCapacity: consumed } = v.parse(answer, output);
      const { TableName, CapacityUnits } = Array.isArray(consumed) ? consumed[0] : consumed;
      const { TransactItems: items } = call.input;
      operations.push({
        name: call.operation,
        table: TableName,
        units: CapacityUnits,
        ...(Array.isArray(items) && { items: items.length }),
      });
      return output;
    },
  };
}

async function createTables(endpoint: string): Promise<void> {
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' };
  const client = new DynamoDBClient({ endpoint, region: REGION, credentials });
  const { partitionKey: pk, sortKey: sk } = CONTROL_TABLE;
  await createTable(client, TABLES.sessions, [SESSIONS_TABLE.partitionKey]);
  await createTable(client, TABLES.control, [pk, sk]);
  client.destroy();
}

async function createTable(client: DynamoDBClient, name: string, keys: readonly string[]): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keys.map((key, index) => ({ AttributeName: key, KeyType: index === 0 ? 'HASH' : 'RANGE' })),
      AttributeDefinitions: keys.map((key) => ({ AttributeName: key, AttributeType: 'S' })),
    }),
  );
}
