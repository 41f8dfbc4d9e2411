import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import { onEveryEngine } from '../../support/dynamodb/on-every-engine.ts';
import { aTable, ORDERS } from '../../support/dynamodb/tables.ts';

onEveryEngine('consumed capacity', (client) => {
  let plain: string;
  let indexed: string;

  beforeAll(async () => {
    plain = await aTable(client());
    indexed = await aTable(client(), ORDERS);
    await put(plain, { id: { S: 'small' } });
    await put(plain, { id: { S: 'of 5 KB' }, text: { S: 'x'.repeat(5000) } });
  });

  const put = async (table: string, item: Record<string, AttributeValue>) => {
    const request = { TableName: table, Item: item, ReturnConsumedCapacity: 'INDEXES' as const };
    const { ConsumedCapacity: consumed } = await client().send(new PutItemCommand(request));
    return consumed;
  };

  it.each([
    ['small', false, 0.5],
    ['small', true, 1],
    ['of 5 KB', false, 1],
    ['of 5 KB', true, 2],
    ['absent', false, 0.5],
  ])('reads the item %s (consistent: %s) for %d units', async (id, ConsistentRead, units) => {
    const { ConsumedCapacity: consumed } = await client().send(
      new GetItemCommand({
        TableName: plain,
        Key: { id: { S: id } },
        ConsistentRead,
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );

    expect(consumed).toEqual({ TableName: plain, CapacityUnits: units });
  });

  it('says nothing unless asked', async () => {
    const answer = await client().send(new GetItemCommand({ TableName: plain, Key: { id: { S: 'small' } } }));

    expect(answer.ConsumedCapacity).toBeUndefined();
  });

  it('writes for a unit per KB of the larger of the item before and after', async () => {
    const larger = await put(plain, { id: { S: 'changing' }, text: { S: 'x'.repeat(2500) } });
    const smaller = await put(plain, { id: { S: 'changing' } });

    expect(larger).toMatchObject({ CapacityUnits: 3, Table: { CapacityUnits: 3 } });
    expect(smaller).toMatchObject({ CapacityUnits: 3 });
  });

  it('counts what a write changes in each index', async () => {
    const item = { owner: { S: 'ann' }, at: { N: '1' }, colour: { S: 'red' }, size: { S: 'm' } };

    const added = await put(indexed, item);
    const unchanged = await put(indexed, item);
    const moved = await put(indexed, { ...item, colour: { S: 'blue' } });
    const { ConsumedCapacity: removed } = await client().send(
      new DeleteItemCommand({
        TableName: indexed,
        Key: { owner: { S: 'ann' }, at: { N: '1' } },
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );

    expect(added).toMatchObject({
      CapacityUnits: 3,
      Table: { CapacityUnits: 1 },
      GlobalSecondaryIndexes: { byColour: { CapacityUnits: 1 } },
      LocalSecondaryIndexes: { bySize: { CapacityUnits: 1 } },
    });
    expect(unchanged).toMatchObject({ CapacityUnits: 1 });
    expect(moved).toMatchObject({
      CapacityUnits: 3,
      GlobalSecondaryIndexes: { byColour: { CapacityUnits: 2 } },
    });
    expect(removed).toEqual({ TableName: indexed, CapacityUnits: 3 });
  });

  it('reads half a unit for a small page of a query', async () => {
    const { ConsumedCapacity: consumed } = await client().send(
      new QueryCommand({
        TableName: plain,
        KeyConditionExpression: 'id = :id',
        ExpressionAttributeValues: { ':id': { S: 'small' } },
        ReturnConsumedCapacity: 'TOTAL',
      }),
    );

    expect(consumed).toEqual({ TableName: plain, CapacityUnits: 0.5 });
  });

  it('counts transactions twice, table by table', async () => {
    const { ConsumedCapacity: written } = await client().send(
      new TransactWriteItemsCommand({
        ReturnConsumedCapacity: 'TOTAL',
        TransactItems: [
          { Put: { TableName: plain, Item: { id: { S: 'transacted' } } } },
          {
            Put: { TableName: indexed, Item: { owner: { S: 'bob' }, at: { N: '1' }, colour: { S: 'red' } } },
          },
        ],
      }),
    );
    const { ConsumedCapacity: read } = await client().send(
      new TransactGetItemsCommand({
        ReturnConsumedCapacity: 'TOTAL',
        TransactItems: ['small', 'of 5 KB'].map((id) => ({
          Get: { TableName: plain, Key: { id: { S: id } } },
        })),
      }),
    );

    expect(written).toHaveLength(2);
    expect(written).toContainEqual({ TableName: plain, CapacityUnits: 2 });
    expect(written).toContainEqual({ TableName: indexed, CapacityUnits: 4 });
    expect(read).toEqual([{ TableName: plain, CapacityUnits: 6 }]);
  });
});
