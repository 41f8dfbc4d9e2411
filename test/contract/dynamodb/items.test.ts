import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type AttributeValue,
  type DynamoDBClient,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { failureOf } from '../../support/dynamodb/failure.ts';
import { onEveryEngine } from '../../support/dynamodb/on-every-engine.ts';
import { aTable } from '../../support/dynamodb/tables.ts';

type Item = Record<string, AttributeValue>;

const EVERY_TYPE: Item = {
  text: { S: 'grüße 🎈' },
  empty: { S: '' },
  number: { N: '-12.5' },
  bytes: { B: new Uint8Array([0, 1, 255]) },
  yes: { BOOL: true },
  nothing: { NULL: true },
  list: { L: [{ S: 'a' }, { M: { deep: { N: '1' } } }] },
  map: { M: { inner: { L: [] } } },
  texts: { SS: ['a', 'b'] },
  numbers: { NS: ['1', '2'] },
};

onEveryEngine('items', (client) => {
  let table: string;

  beforeAll(async () => {
    table = await aTable(client());
  });

  const put = (item: Item, more: object = {}) =>
    client().send(new PutItemCommand({ TableName: table, Item: item, ...more }));

  const get = async (id: string, from: DynamoDBClient = client()) => {
    const { Item: item } = await from.send(new GetItemCommand({ TableName: table, Key: { id: { S: id } } }));
    return item;
  };

  const update = (id: string, more: Partial<UpdateItemCommandInput>) =>
    client().send(new UpdateItemCommand({ TableName: table, Key: { id: { S: id } }, ...more }));

  it('gives back an item of every type as it was put', async () => {
    const item = { id: { S: 'every-type' }, ...EVERY_TYPE };

    await put(item);

    expect(await get('every-type')).toEqual(item);
  });

  it('has no item where none was put, or where it was deleted', async () => {
    await put({ id: { S: 'short-lived' } });
    const { Attributes: old } = await client().send(
      new DeleteItemCommand({ TableName: table, Key: { id: { S: 'short-lived' } }, ReturnValues: 'ALL_OLD' }),
    );

    expect(old).toEqual({ id: { S: 'short-lived' } });
    expect(await get('short-lived')).toBeUndefined();
    expect(await get('never')).toBeUndefined();
  });

  it('hands the loser of a conditional put the item that won, if it asks for it', async () => {
    await put({ id: { S: 'pin' }, mode: { S: 'fast' } });

    const condition = { ConditionExpression: 'attribute_not_exists(id)' };
    const silent = await failureOf(put({ id: { S: 'pin' } }, condition));
    const telling = await failureOf(
      put({ id: { S: 'pin' } }, { ...condition, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
    );

    expect(silent).toBeInstanceOf(ConditionalCheckFailedException);
    expect(silent).toHaveProperty('Item', undefined);
    expect(telling).toBeInstanceOf(ConditionalCheckFailedException);
    expect(telling).toMatchObject({
      message: 'The conditional request failed',
      Item: { id: { S: 'pin' }, mode: { S: 'fast' } },
    });
  });

  it.each(['UpdateItem', 'DeleteItem'])('also hands it to a conditional %s that fails', async (operation) => {
    await put({ id: { S: operation }, owner: { S: 'ann' } });

    const request = {
      TableName: table,
      Key: { id: { S: operation } },
      ConditionExpression: '#o = :me',
      ExpressionAttributeNames: { '#o': 'owner' },
      ExpressionAttributeValues: { ':me': { S: 'bob' } },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    };
    const failure = await failureOf(
      operation === 'UpdateItem'
        ? client().send(new UpdateItemCommand({ ...request, UpdateExpression: 'REMOVE x' }))
        : client().send(new DeleteItemCommand(request)),
    );

    expect(failure).toMatchObject({ name: 'ConditionalCheckFailedException', Item: { owner: { S: 'ann' } } });
    expect(await get(operation)).toMatchObject({ owner: { S: 'ann' } });
  });

  it('says nothing of an item when the condition fails because there is none', async () => {
    const failure = await failureOf(
      update('absent', {
        ConditionExpression: 'attribute_exists(id)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );

    expect(failure.name).toBe('ConditionalCheckFailedException');
    expect(failure).toHaveProperty('Item', undefined);
  });

  it('updates with SET, ADD, REMOVE and DELETE in one expression', async () => {
    await put({ id: { S: 'mixed' }, tally: { N: '1' }, stale: { S: 'x' }, tags: { SS: ['a', 'b'] } });

    const { Attributes: after } = await update('mixed', {
      UpdateExpression:
        'SET seen = tally, kept = if_not_exists(kept, :two) ADD tally :two REMOVE stale DELETE tags :b',
      ExpressionAttributeValues: { ':two': { N: '2' }, ':b': { SS: ['b'] } },
      ReturnValues: 'ALL_NEW',
    });

    expect(after).toEqual({
      id: { S: 'mixed' },
      tally: { N: '3' },
      seen: { N: '1' },
      kept: { N: '2' },
      tags: { SS: ['a'] },
    });
  });

  it('removes list elements by the positions they had before the update', async () => {
    await put({ id: { S: 'steps' }, steps: { L: ['a', 'b', 'c', 'd'].map((text) => ({ S: text })) } });

    await update('steps', { UpdateExpression: 'REMOVE steps[0], steps[2]' });

    expect(await get('steps')).toMatchObject({ steps: { L: [{ S: 'b' }, { S: 'd' }] } });
  });

  it('copies what SET reads, and does not let the rest of the update change the copy', async () => {
    const steps = { L: [{ S: 'a' }, { S: 'b' }] };
    await put({ id: { S: 'copies' }, steps, current: { M: { step: { N: '1' } } } });

    await update('copies', {
      UpdateExpression: 'SET spare = steps, earlier = #now, #now.step = :two REMOVE steps[0]',
      ExpressionAttributeNames: { '#now': 'current' },
      ExpressionAttributeValues: { ':two': { N: '2' } },
    });

    expect(await get('copies')).toEqual({
      id: { S: 'copies' },
      steps: { L: [{ S: 'b' }] },
      spare: steps,
      current: { M: { step: { N: '2' } } },
      earlier: { M: { step: { N: '1' } } },
    });
  });

  it('creates the item that an update finds missing', async () => {
    const { Attributes: after } = await update('fresh', {
      UpdateExpression: 'ADD hits :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
      ReturnValues: 'UPDATED_NEW',
    });

    expect(after).toEqual({ hits: { N: '1' } });
    expect(await get('fresh')).toEqual({ id: { S: 'fresh' }, hits: { N: '1' } });
  });

  describe('refuses', () => {
    const refusals: [string, () => Promise<unknown>, RegExp][] = [
      ['an empty partition key', () => put({ id: { S: '' } }), /empty string value/],
      ['a key of another type', () => put({ id: { N: '1' } }), /Type mismatch for key/],
      ['an item without its key', () => put({ other: { S: 'x' } }), /Missing the key|required keys/],
      [
        'a number that is none',
        () => put({ id: { S: 'x' }, n: { N: 'ten' } }),
        /numeric value|into a number/,
      ],
      ['39 digits', () => put({ id: { S: 'x' }, n: { N: '1'.repeat(39) } }), /38 (significant )?digits/],
      ['an empty set', () => put({ id: { S: 'x' }, set: { SS: [] } }), /may not be empty/],
      ['over 400 KB', () => put({ id: { S: 'x' }, big: { S: 'x'.repeat(409_600) } }), /maximum allowed size/],
      ['33 levels', () => put({ id: { S: 'x' }, deep: nested(33) }), /Nesting Levels/],
      [
        'an expression over 4 KB',
        () => put({ id: { S: 'x' } }, { ConditionExpression: 'attribute_exists(x)'.padEnd(4097) }),
        /Expression size/,
      ],
      ['an unused value', () => put({ id: { S: 'x' } }, withUnusedValue()), /unused in expressions/],
      [
        'a change of the key',
        () =>
          update('x', { UpdateExpression: 'SET id = :v', ExpressionAttributeValues: { ':v': { S: 'y' } } }),
        /part of the key/,
      ],
    ];

    it.each(refusals)('%s', async (_what, call, reason) => {
      const failure = await failureOf(call());

      expect(failure.name).toBe('ValidationException');
      expect(failure.message).toMatch(reason);
    });

    it('a table that does not exist', async () => {
      const request = { TableName: 'no-such-table', Key: { id: { S: 'x' } } };
      const failure = await failureOf(client().send(new GetItemCommand(request)));

      expect(failure.name).toBe('ResourceNotFoundException');
    });
  });

  it('stores 32 levels', async () => {
    await put({ id: { S: 'deep' }, deep: nested(32) });

    expect(await get('deep')).toMatchObject({ deep: nested(32) });
  });
});

/** A value at that level of nesting: the attribute's own is the first. */
function nested(level: number): AttributeValue {
  return level === 1 ? { S: 'x' } : { M: { a: nested(level - 1) } };
}

const withUnusedValue = () => ({
  ConditionExpression: 'attribute_not_exists(id)',
  ExpressionAttributeValues: { ':v': { S: 'x' } },
});
