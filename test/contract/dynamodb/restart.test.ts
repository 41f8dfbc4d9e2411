import {
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMovableClock } from '../../../local/clock/movable-clock.ts';
import { createDynamoDb } from '../../../local/dynamodb/create-dynamodb.ts';
import { failureOf } from '../../support/dynamodb/failure.ts';
import {
  ENVIRONMENT,
  startLocalDynamoDb,
  type LocalDynamoDb,
} from '../../support/dynamodb/local-dynamodb.ts';
import { aTable, ORDERS } from '../../support/dynamodb/tables.ts';

describe('a restart', () => {
  let path: string;
  let local: LocalDynamoDb;

  beforeEach(async () => {
    path = mkdtempSync(join(tmpdir(), 'dynamodb-'));
    local = await startLocalDynamoDb({ path });
  });

  afterEach(async () => {
    await local.stop();
    rmSync(path, { recursive: true });
  });

  const restart = async (laterMs = 0) => {
    const startAt = local.clock.now() + laterMs;
    await local.stop();
    local = await startLocalDynamoDb({ path, clock: createMovableClock({ running: false, startAt }) });
  };

  const increment = (table: string, token: string) =>
    local.client.send(
      new TransactWriteItemsCommand({
        ClientRequestToken: token,
        TransactItems: [
          {
            Update: {
              TableName: table,
              Key: { id: { S: 'counter' } },
              UpdateExpression: 'ADD n :one',
              ExpressionAttributeValues: { ':one': { N: '1' } },
            },
          },
        ],
      }),
    );

  it('keeps tables, items, index entries and time to live', async () => {
    const table = await aTable(local.client, ORDERS);
    const item = { owner: { S: 'ann' }, at: { N: '1' }, colour: { S: 'red' } };
    const specification = { AttributeName: 'expires', Enabled: true };
    await local.client.send(new PutItemCommand({ TableName: table, Item: item }));
    await local.client.send(
      new UpdateTimeToLiveCommand({ TableName: table, TimeToLiveSpecification: specification }),
    );
    const { Table: before } = await local.client.send(new DescribeTableCommand({ TableName: table }));

    await restart();

    const { Table: after } = await local.client.send(new DescribeTableCommand({ TableName: table }));
    const { Items: found } = await local.client.send(
      new QueryCommand({
        TableName: table,
        IndexName: 'byColour',
        KeyConditionExpression: 'colour = :c',
        ExpressionAttributeValues: { ':c': { S: 'red' } },
      }),
    );
    const timeToLive = await local.client.send(new DescribeTimeToLiveCommand({ TableName: table }));
    expect(after).toEqual(before);
    expect(found).toEqual([item]);
    expect(timeToLive.TimeToLiveDescription).toEqual({
      TimeToLiveStatus: 'ENABLED',
      AttributeName: 'expires',
    });
  });

  it('remembers the tokens of transactions for the rest of their 10 minutes', async () => {
    const table = await aTable(local.client);
    await increment(table, 'once');

    await restart(9 * 60_000);
    await increment(table, 'once');
    const { Item: within } = await local.client.send(
      new GetItemCommand({ TableName: table, Key: { id: { S: 'counter' } } }),
    );
    await restart(2 * 60_000);
    await increment(table, 'once');
    const { Item: after } = await local.client.send(
      new GetItemCommand({ TableName: table, Key: { id: { S: 'counter' } } }),
    );

    expect(within?.['n']).toEqual({ N: '1' });
    expect(after?.['n']).toEqual({ N: '2' });
  });

  it('is refused, in a sentence, while another process has the folder', async () => {
    const second = createDynamoDb({ clock: local.clock, environment: ENVIRONMENT, path });

    const failure = await failureOf(second.provision([]));
    await second.close();

    expect(failure.message).toContain(path);
    expect(failure.message).toMatch(/lock/i);
    expect(await local.client.send(new ListTablesCommand({}))).toMatchObject({ TableNames: [] });
  });
});
