import fc from 'fast-check';
import { startLocalDynamoDb, type LocalDynamoDb } from '../../support/dynamodb/local-dynamodb.ts';
import { aTable, ORDERS } from '../../support/dynamodb/tables.ts';

describe('a malformed request', () => {
  let local: LocalDynamoDb;
  let table: string;

  beforeAll(async () => {
    local = await startLocalDynamoDb();
    table = await aTable(local.client, ORDERS);
  });

  afterAll(() => local.stop());

  const post = async (operation: string, body: string) => {
    const response = await fetch(local.url, {
      method: 'POST',
      headers: {
        'x-amz-target': `DynamoDB_20120810.${operation}`,
        'content-type': 'application/x-amz-json-1.0',
      },
      body,
    });
    const answer: unknown = await response.json();
    return { status: response.status, answer };
  };

  const key = { owner: { S: 'ann' }, at: { N: '1' } };
  const update = {
    UpdateExpression: 'SET x = :v',
    ExpressionAttributeValues: { ':v': { L: [{ M: { y: { N: '1' } } }] } },
  };
  const condition = {
    ConditionExpression: 'x = :v AND size(y) > :n',
    ExpressionAttributeValues: { ':v': { S: 'x' }, ':n': { N: '1' } },
  };
  const valid = (name: string): Record<string, object> => ({
    GetItem: { TableName: name, Key: key, ProjectionExpression: 'x, y[0].z' },
    PutItem: { TableName: name, Item: { ...key, x: { SS: ['a'] } }, ...condition },
    UpdateItem: { TableName: name, Key: key, ...update },
    DeleteItem: { TableName: name, Key: key, ...condition },
    Query: {
      TableName: name,
      KeyConditionExpression: '#o = :o',
      ExpressionAttributeNames: { '#o': 'owner' },
      ExpressionAttributeValues: { ':o': { S: 'ann' } },
      ExclusiveStartKey: key,
      Limit: 1,
    },
    Scan: {
      TableName: name,
      FilterExpression: 'x BETWEEN :n AND y',
      ExpressionAttributeValues: { ':n': { N: '1' } },
      Segment: 0,
      TotalSegments: 2,
    },
    BatchGetItem: { RequestItems: { [name]: { Keys: [key] } } },
    BatchWriteItem: { RequestItems: { [name]: [{ PutRequest: { Item: key } }] } },
    TransactGetItems: { TransactItems: [{ Get: { TableName: name, Key: key } }] },
    TransactWriteItems: {
      ClientRequestToken: 't',
      TransactItems: [
        { Put: { TableName: name, Item: key } },
        { Update: { TableName: name, Key: { ...key, at: { N: '2' } }, ...update } },
      ],
    },
    UpdateTimeToLive: { TableName: name, TimeToLiveSpecification: { AttributeName: 'x', Enabled: true } },
    DescribeTable: { TableName: name },
    ListTables: { Limit: 1 },
    CreateTable: { ...ORDERS, TableName: 'made', BillingMode: 'PAY_PER_REQUEST' },
  });

  it.each([
    ['text that is no JSON', 'PutItem', 'nonsense', 'SerializationException'],
    ['a list', 'PutItem', '[]', 'SerializationException'],
    ['no body', 'PutItem', '', 'ValidationException'],
    ['an operation that does not exist', 'Nonsense', '{}', 'UnknownOperationException'],
    ['an operation named as a member of every object', 'constructor', '{}', 'UnknownOperationException'],
    [
      '50,000 levels',
      'PutItem',
      `{"Item":${'{"M":'.repeat(50_000)}1${'}'.repeat(50_000)}}`,
      'ValidationException',
    ],
    ['an attribute named __proto__', 'PutItem', '{"Item":{"__proto__":{"S":"x"}}}', 'ValidationException'],
    ['an unknown parameter', 'GetItem', '{"Extra":1}', 'ValidationException'],
  ])('with %s is refused', async (_what, operation, body, code) => {
    const { status, answer } = await post(operation, body);

    expect(answer).toMatchObject({ __type: code });
    expect(status).toBe(code === 'UnknownOperationException' ? 501 : 400);
  });

  it('of any operation, with anything anywhere in it, is answered', async () => {
    const operations = Object.entries(valid(table));

    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...operations),
        fc.nat(),
        fc.oneof(
          fc.jsonValue({ maxDepth: 2 }),
          fc.constantFrom(null, '', 0, -1, 1e99, [], {}, { S: null }, { N: 'x' }, [null]),
        ),
        async ([operation, request], place, value) => {
          const { status, answer } = await post(operation, JSON.stringify(replaced(request, place, value)));

          expect(answer).not.toHaveProperty('__type', 'InternalServerError');
          expect([200, 400]).toContain(status);
        },
      ),
      { numRuns: 400 },
    );
  });
});

/** The JSON with the value at one of its places, counted depth first, replaced. */
function replaced(json: unknown, place: number, value: unknown): unknown {
  const places: ((value: unknown) => void)[] = [];
  const copy: unknown = structuredClone(json);
  const visit = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return;
    for (const [name, member] of Object.entries(node)) {
      places.push((replacement) => Object.assign(node, { [name]: replacement }));
      visit(member);
    }
  };
  visit(copy);
  places[place % places.length]?.(value);
  return copy;
}
