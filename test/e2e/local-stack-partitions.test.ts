import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startStack, type LocalStack } from '../../local/stack.ts';
import { ordersApp } from '../support/sample-app/orders-app.ts';
import { aSample, type Sample } from '../support/sample-app/sample.ts';

/** As large as the windows of a run. */
const WINDOWS = new Uint8Array(20_480).map((_, index) => index % 251);
const OWN = 'run#1';
const FOREIGN = 'run#2';

let sample: Sample;
let stack: LocalStack;
let client: DynamoDBClient;
let TableName: string;

beforeAll(async () => {
  sample = aSample('orders.ts', ordersApp);
  stack = await startStack({ assemblyDir: sample.assemblyDir, port: 0, awsPort: 0 });
  const [user] = stack.users;
  if (!user) throw new Error('The sample has a user');
  const { awsUrl: endpoint, region } = stack;
  client = new DynamoDBClient({ endpoint, region, credentials: user.credentials, maxAttempts: 1 });
  TableName = stack.outputs['TableName'] ?? '';
});
afterAll(async () => {
  client.destroy();
  await stack.stop();
  sample.remove();
});

const key = (pk: string, sk = 'run') => ({ pk: { S: pk }, sk: { S: sk } });
const put = (pk: string, more: Record<string, AttributeValue> = {}) => ({
  Put: { TableName, Item: { ...key(pk), ...more } },
});
const isThere = (pk: string) => ({
  ConditionCheck: { TableName, Key: key(pk), ConditionExpression: 'attribute_exists(pk)' },
});
const transact = (...TransactItems: (ReturnType<typeof put> | ReturnType<typeof isThere>)[]) =>
  client.send(new TransactWriteItemsCommand({ TransactItems }));
const nameOf = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call;
    return 'done';
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
};

describe('a caller whose policy names partitions', () => {
  it('changes several of them at once, with 20 KB of bytes, under a condition on another item', async () => {
    await transact(put('lease#fast'));

    await transact(put(OWN, { windows: { B: WINDOWS } }), isThere('lease#fast'));
    const { Item } = await client.send(new GetItemCommand({ TableName, Key: key(OWN) }));
    const refused = transact(put(OWN, { windows: { NULL: true } }), isThere('lease#none'));

    expect(Item?.['windows']?.B).toEqual(WINDOWS);
    await expect(refused).rejects.toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }],
    });
    const after = await client.send(new GetItemCommand({ TableName, Key: key(OWN) }));
    expect(after.Item?.['windows']?.B).toHaveLength(WINDOWS.length);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['a transaction that writes', () => transact(put(OWN), put(FOREIGN))],
    ['a transaction that checks', () => transact(put(OWN), isThere(FOREIGN))],
    ['a batch that reads', () => client.send(batchGet(TableName, [key(OWN), key(FOREIGN)]))],
    ['a batch that writes', () => client.send(batchPut(TableName, [key(OWN), key(FOREIGN)]))],
    ['a query', () => client.send(query(TableName, FOREIGN))],
  ])('is refused %s of another partition as well', async (_, call) => {
    expect(await nameOf(call())).toBe('AccessDeniedException');
  });

  it('may do the same within its own', async () => {
    const calls = [
      transact(put(OWN), put('lease#slow')),
      client.send(batchGet(TableName, [key(OWN), key('lease#slow')])),
      client.send(batchPut(TableName, [key(OWN), key('lease#slow')])),
      client.send(query(TableName, OWN)),
    ];

    expect(await Promise.all(calls.map(nameOf))).toEqual(['done', 'done', 'done', 'done']);
  });
});

type Key = ReturnType<typeof key>;

const batchGet = (table: string, Keys: Key[]) =>
  new BatchGetItemCommand({ RequestItems: { [table]: { Keys } } });

const batchPut = (table: string, items: Key[]) =>
  new BatchWriteItemCommand({ RequestItems: { [table]: items.map((Item) => ({ PutRequest: { Item } })) } });

const query = (table: string, pk: string) =>
  new QueryCommand({
    TableName: table,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: pk } },
  });
