import {
  GetItemCommand,
  PutItemCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  type AttributeValue,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { failureOf } from '../../support/dynamodb/failure.ts';
import { onEveryEngine } from '../../support/dynamodb/on-every-engine.ts';
import { aTable } from '../../support/dynamodb/tables.ts';

onEveryEngine('transactions', (client) => {
  let table: string;
  let other: string;

  beforeAll(async () => {
    table = await aTable(client());
    other = await aTable(client());
  });

  const key = (id: string) => ({ id: { S: id } });

  const put = (id: string, more: Record<string, AttributeValue> = {}, options: object = {}) => ({
    Put: { TableName: table, Item: { ...key(id), ...more }, ...options },
  });

  const increment = (id: string): TransactWriteItem => ({
    Update: {
      TableName: table,
      Key: key(id),
      UpdateExpression: 'ADD n :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    },
  });

  const exists = (id: string) => ({
    ConditionCheck: { TableName: table, Key: key(id), ConditionExpression: 'attribute_exists(id)' },
  });

  const write = (items: TransactWriteItem[], token?: string) =>
    client().send(
      new TransactWriteItemsCommand({
        TransactItems: items,
        ...(token !== undefined && { ClientRequestToken: token }),
      }),
    );

  const get = async (id: string, from = table) => {
    const { Item: item } = await client().send(new GetItemCommand({ TableName: from, Key: key(id) }));
    return item;
  };

  it('puts, updates, deletes and checks, across tables, as one', async () => {
    await client().send(new PutItemCommand({ TableName: other, Item: key('leaving') }));
    await client().send(new PutItemCommand({ TableName: table, Item: key('guard') }));

    await write([
      put('arriving', { n: { N: '1' } }),
      increment('counted'),
      { Delete: { TableName: other, Key: key('leaving') } },
      exists('guard'),
    ]);

    expect(await get('arriving')).toEqual({ ...key('arriving'), n: { N: '1' } });
    expect(await get('counted')).toEqual({ ...key('counted'), n: { N: '1' } });
    expect(await get('leaving', other)).toBeUndefined();
    expect(await get('guard')).toEqual(key('guard'));
  });

  it('writes nothing when one condition fails, and says for each item why', async () => {
    await client().send(new PutItemCommand({ TableName: table, Item: { ...key('held'), by: { S: 'ann' } } }));

    const failure = await failureOf(
      write([
        put('bystander'),
        put(
          'held',
          {},
          {
            ConditionExpression: 'attribute_not_exists(id)',
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          },
        ),
        exists('nobody'),
      ]),
    );

    expect(failure).toMatchObject({
      name: 'TransactionCanceledException',
      message: expect.stringContaining('[None, ConditionalCheckFailed, ConditionalCheckFailed]'),
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed', Item: { ...key('held'), by: { S: 'ann' } } },
        { Code: 'ConditionalCheckFailed' },
      ],
    });
    expect(await get('bystander')).toBeUndefined();
  });

  it('cancels for what an item makes of its expression', async () => {
    const failure = await failureOf(
      write([
        {
          Update: {
            TableName: table,
            Key: key('arriving'),
            UpdateExpression: 'SET id = :v',
            ExpressionAttributeValues: { ':v': { S: 'x' } },
          },
        },
      ]),
    );

    expect(failure).toMatchObject({
      name: 'TransactionCanceledException',
      CancellationReasons: [{ Code: 'ValidationError', Message: expect.stringContaining('part of the key') }],
    });
  });

  it('does a repeated request once, by its token', async () => {
    await write([increment('once')], 'token-once');
    await write([increment('once')], 'token-once');

    expect(await get('once')).toEqual({ ...key('once'), n: { N: '1' } });
  });

  it('refuses the token of another request', async () => {
    await write([increment('mismatch')], 'token-mismatch');

    const failure = await failureOf(write([increment('mismatch-2')], 'token-mismatch'));

    expect(failure.name).toBe('IdempotentParameterMismatchException');
    expect(await get('mismatch-2')).toBeUndefined();
  });

  it('does not remember the token of a transaction that was cancelled', async () => {
    await failureOf(write([exists('late')], 'token-cancelled'));
    await client().send(new PutItemCommand({ TableName: table, Item: key('late') }));

    await write([exists('late')], 'token-cancelled');
  });

  it('takes 100 items, and not one more', async () => {
    const items = Array.from({ length: 101 }, (_, index) => put(`many-${index}`));

    await write(items.slice(0, 100));
    const failure = await failureOf(write(items));

    expect(await get('many-99')).toBeDefined();
    expect(failure.name).toBe('ValidationException');
    expect(failure.message).toContain('less than or equal to 100');
  });

  it('takes 4 MB of items, and no more', async () => {
    const large = Array.from({ length: 11 }, (_, index) =>
      put(`large-${index}`, { x: { S: 'x'.repeat(390_000) } }),
    );

    await write(large.slice(0, 10));
    const failure = await failureOf(write(large));

    expect(failure.name).toBe('ValidationException');
    expect(failure.message).toContain('4MB');
    expect(await get('large-10')).toBeUndefined();
  });

  it('reads items as one, in order, with a gap for what is not there', async () => {
    await write([put('left', { n: { N: '1' } }), put('right', { n: { N: '2' } })]);

    const { Responses: responses } = await client().send(
      new TransactGetItemsCommand({
        TransactItems: [
          { Get: { TableName: table, Key: key('right') } },
          { Get: { TableName: table, Key: key('nothing') } },
          { Get: { TableName: table, Key: key('left'), ProjectionExpression: 'n' } },
        ],
      }),
    );

    expect(responses).toEqual([
      { Item: { ...key('right'), n: { N: '2' } } },
      {},
      { Item: { n: { N: '1' } } },
    ]);
  });

  describe('refuses', () => {
    const missing = { TableName: 'no-such-table', Key: { id: { S: 'x' } } };
    const refusals: [string, () => TransactWriteItem[], string][] = [
      ['no items', () => [], 'ValidationException'],
      ['an item that asks for nothing', () => [{}], 'ValidationException'],
      ['two in one', () => [{ ...put('a'), ...exists('b') }], 'ValidationException'],
      ['an item twice', () => [put('a'), increment('a')], 'ValidationException'],
      [
        'a malformed expression',
        () => [{ Delete: { TableName: table, Key: key('a'), ConditionExpression: '(' } }],
        'ValidationException',
      ],
      ['a missing table', () => [put('a'), { Delete: missing }], 'ResourceNotFoundException'],
      ['a key of another type', () => [put('a', { id: { N: '1' } })], 'TransactionCanceledException'],
    ];

    it.each(refusals)('%s', async (_what, items, name) => {
      const failure = await failureOf(write(items()));

      expect(failure.name).toBe(name);
      expect(await get('a')).toBeUndefined();
    });

    it('an item that is read twice', async () => {
      const twice = { Get: { TableName: table, Key: key('x') } };
      const failure = await failureOf(
        client().send(new TransactGetItemsCommand({ TransactItems: [twice, twice] })),
      );

      expect(failure.name).toBe('ValidationException');
    });
  });
});
