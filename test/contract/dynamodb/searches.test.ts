import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
  type AttributeValue,
  type QueryCommandInput,
  type ScanCommandInput,
} from '@aws-sdk/client-dynamodb';
import { failureOf } from '../../support/dynamodb/failure.ts';
import { onEveryEngine } from '../../support/dynamodb/on-every-engine.ts';
import { aTable, BY_COLOUR, ORDERS } from '../../support/dynamodb/tables.ts';

type Item = Record<string, AttributeValue>;

const order = (owner: string, at: number): Item => ({
  owner: { S: owner },
  at: { N: String(at) },
  colour: { S: at % 2 === 0 ? 'blue' : 'red' },
  size: { S: String(9 - (Math.abs(at) % 10)) },
  note: { S: `note ${at}` },
});

const OF_ANN = [-20, -3, 0, 1, 2, 10, 100].map((at) => order('ann', at));

onEveryEngine('searches', (client) => {
  let table: string;

  beforeAll(async () => {
    table = await aTable(client(), ORDERS);
    const items = [...OF_ANN, order('bob', 1)];
    await client().send(
      new BatchWriteItemCommand({
        RequestItems: { [table]: items.map((item) => ({ PutRequest: { Item: item } })) },
      }),
    );
  });

  const query = (request: Partial<QueryCommandInput>) =>
    client().send(new QueryCommand({ TableName: table, ...request }));

  const ofAnn = (
    condition = '',
    values: Record<string, AttributeValue> = {},
  ): Partial<QueryCommandInput> => ({
    KeyConditionExpression: `#o = :o${condition}`,
    ExpressionAttributeNames: { '#o': 'owner', ...(condition.includes('#at') && { '#at': 'at' }) },
    ExpressionAttributeValues: { ':o': { S: 'ann' }, ...values },
  });

  const times = (items: readonly Item[] = []) => items.map(({ at }) => Number(at?.N));

  it('sorts numbers as numbers, either way', async () => {
    const forward = await query(ofAnn());
    const backward = await query({ ...ofAnn(), ScanIndexForward: false });

    expect(times(forward.Items)).toEqual([-20, -3, 0, 1, 2, 10, 100]);
    expect(times(backward.Items)).toEqual([100, 10, 2, 1, 0, -3, -20]);
    expect(forward.Items).toEqual(OF_ANN);
  });

  it.each([
    ['#at < :a', [-20, -3, 0]],
    ['#at <= :a', [-20, -3, 0, 1]],
    ['#at > :a', [2, 10, 100]],
    ['#at >= :a', [1, 2, 10, 100]],
    ['#at = :a', [1]],
  ])('finds what its sort key says: %s', async (condition, expected) => {
    const { Items: items } = await query(ofAnn(` AND ${condition}`, { ':a': { N: '1' } }));

    expect(times(items)).toEqual(expected);
  });

  it('finds a range', async () => {
    const range = { ':a': { N: '-3' }, ':b': { N: '2' } };
    const { Items: items } = await query(ofAnn(' AND #at BETWEEN :a AND :b', range));

    expect(times(items)).toEqual([-3, 0, 1, 2]);
  });

  it.each([
    ['of a table', {}],
    ['of a table, backwards', { ScanIndexForward: false }],
    ['of a local index', { IndexName: 'bySize' }],
    ['of a local index, backwards', { IndexName: 'bySize', ScanIndexForward: false }],
  ])('goes page by page through a query %s and gets each item once', async (_of, request) => {
    const whole = await query({ ...ofAnn(), ...request });

    const pages = await allPages((start) =>
      query({ ...ofAnn(), ...request, Limit: 2, ...(start && { ExclusiveStartKey: start }) }),
    );

    expect(pages).toEqual(whole.Items);
    expect(pages).toHaveLength(OF_ANN.length);
  });

  it('goes page by page through many items that share the key of a global index', async () => {
    const blue = {
      KeyConditionExpression: 'colour = :c',
      ExpressionAttributeValues: { ':c': { S: 'blue' } },
    };

    const pages = await allPages((start) =>
      query({ ...blue, IndexName: 'byColour', Limit: 1, ...(start && { ExclusiveStartKey: start }) }),
    );

    expect(times(pages).sort((left, right) => left - right)).toEqual([-20, 0, 2, 10, 100]);
  });

  it.each([
    ['a table', {}],
    ['an index', { IndexName: 'byColour' }],
  ])('goes page by page through a scan of %s', async (_of, request) => {
    const scan = (more: Partial<ScanCommandInput>) =>
      client().send(new ScanCommand({ TableName: table, ...request, ...more }));

    const pages = await allPages((start) => scan({ Limit: 3, ...(start && { ExclusiveStartKey: start }) }));
    const segments = await Promise.all([0, 1, 2].map((Segment) => scan({ Segment, TotalSegments: 3 })));

    const expected = [-20, -3, 0, 1, 1, 2, 10, 100];
    const sorted = (items: readonly Item[]) => times(items).sort((left, right) => left - right);
    expect(sorted(pages)).toEqual(expected);
    expect(sorted(segments.flatMap(({ Items: items }) => items ?? []))).toEqual(expected);
  });

  it('keeps two items in an index whose keys have the same hash', async () => {
    // md5('Outliers' + id) of both begins with c7f22e, which is all that dynalite tells entries of one index key apart by.
    const ids = ['id-6757', 'id-7088'];
    const request = { TableName: await aTable(client(), BY_COLOUR), IndexName: 'byColour' };
    for (const id of ids) {
      const item = { id: { S: id }, colour: { S: 'red' } };
      await client().send(new PutItemCommand({ TableName: request.TableName, Item: item }));
    }

    const red = { KeyConditionExpression: 'colour = :c', ExpressionAttributeValues: { ':c': { S: 'red' } } };
    const pages = await allPages((start) =>
      query({ ...request, ...red, Limit: 1, ...(start && { ExclusiveStartKey: start }) }),
    );

    expect(pages.map(({ id }) => id?.S).sort()).toEqual(ids);
  });

  it('projects only keys into an index that holds only keys', async () => {
    const { Items: items } = await query({ ...ofAnn(), IndexName: 'bySize', Limit: 1 });

    expect(Object.keys(items?.[0] ?? {}).sort()).toEqual(['at', 'owner', 'size']);
  });

  it('fetches whole items through a local index when asked for all attributes', async () => {
    const { Items: items } = await query({ ...ofAnn(), IndexName: 'bySize', Select: 'ALL_ATTRIBUTES' });

    expect(items).toHaveLength(OF_ANN.length);
    expect(items?.every(({ note }) => note !== undefined)).toBe(true);
  });

  it('filters after the limit, and counts both', async () => {
    const request = ofAnn('', { ':red': { S: 'red' } });
    const {
      Items: items,
      Count: count,
      ScannedCount: scanned,
    } = await query({
      ...request,
      FilterExpression: 'colour = :red',
      Limit: 4,
    });

    expect(times(items)).toEqual([-3, 1]);
    expect([count, scanned]).toEqual([2, 4]);
  });

  it('keeps an index in step with what is updated and deleted', async () => {
    const key = { owner: { S: 'carol' }, at: { N: '1' } };
    const green = async () => {
      const { Items: items } = await query({
        IndexName: 'byColour',
        KeyConditionExpression: 'colour = :c',
        ExpressionAttributeValues: { ':c': { S: 'green' } },
      });
      return items;
    };
    const paint = (colour: string) =>
      client().send(
        new UpdateItemCommand({
          TableName: table,
          Key: key,
          UpdateExpression: 'SET colour = :c',
          ExpressionAttributeValues: { ':c': { S: colour } },
        }),
      );

    await paint('green');
    const painted = await green();
    await paint('grey');
    const repainted = await green();
    await paint('green');
    await client().send(new DeleteItemCommand({ TableName: table, Key: key }));

    expect(painted).toEqual([{ ...key, colour: { S: 'green' } }]);
    expect(repainted).toEqual([]);
    expect(await green()).toEqual([]);
  });

  it('gets and writes in batches', async () => {
    const [first, second] = [order('dora', 1), order('dora', 2)];
    const keyOf = ({ owner, at }: Item): Item => ({ ...(owner && { owner }), ...(at && { at }) });
    await client().send(
      new BatchWriteItemCommand({
        RequestItems: { [table]: [first, second].map((item) => ({ PutRequest: { Item: item } })) },
      }),
    );
    await client().send(
      new BatchWriteItemCommand({ RequestItems: { [table]: [{ DeleteRequest: { Key: keyOf(second) } }] } }),
    );

    const { Responses: responses, UnprocessedKeys: unprocessed } = await client().send(
      new BatchGetItemCommand({ RequestItems: { [table]: { Keys: [keyOf(first), keyOf(second)] } } }),
    );

    expect(responses).toEqual({ [table]: [first] });
    expect(unprocessed).toEqual({});
  });

  describe('refuses', () => {
    const puts = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ PutRequest: { Item: order('x', at) } }));
    const keys = (count: number) =>
      puts(count).map(
        ({
          PutRequest: {
            Item: { owner, at },
          },
        }) => ({ owner, at }) as Item,
      );
    const refusals: [string, () => Promise<unknown>][] = [
      [
        '26 writes in a batch',
        () => client().send(new BatchWriteItemCommand({ RequestItems: { [table]: puts(26) } })),
      ],
      [
        '101 reads in a batch',
        () => client().send(new BatchGetItemCommand({ RequestItems: { [table]: { Keys: keys(101) } } })),
      ],
      [
        'an item twice in a batch',
        () =>
          client().send(new BatchWriteItemCommand({ RequestItems: { [table]: [...puts(1), ...puts(1)] } })),
      ],
      [
        'a query without the partition key',
        () =>
          query({
            KeyConditionExpression: '#at = :a',
            ExpressionAttributeNames: { '#at': 'at' },
            ExpressionAttributeValues: { ':a': { N: '1' } },
          }),
      ],
      ['a query of an index that is not there', () => query({ ...ofAnn(), IndexName: 'byNothing' })],
      [
        'a consistent read of a global index',
        () =>
          query({
            IndexName: 'byColour',
            ConsistentRead: true,
            KeyConditionExpression: 'colour = :c',
            ExpressionAttributeValues: { ':c': { S: 'x' } },
          }),
      ],
    ];

    it.each(refusals)('%s', async (_what, call) => {
      const failure = await failureOf(call());

      expect(failure.name).toBe('ValidationException');
    });
  });
});

interface Page {
  readonly Items?: Item[] | undefined;
  readonly LastEvaluatedKey?: Item | undefined;
}

async function allPages(next: (start: Item | undefined) => Promise<Page>): Promise<Item[]> {
  const items: Item[] = [];
  let start: Item | undefined;
  do {
    const page: Page = await next(start);
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start);
  return items;
}
