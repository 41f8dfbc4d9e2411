import {
  aTableResource,
  callDirectly,
  type CalledDirectly,
} from '../../../../support/dynamodb/called-directly.ts';

const TABLE = 'arn:aws:dynamodb:eu-north-1:123456789012:table/sessions';
const key = (id: string) => ({ id: { S: id } });

describe('what a DynamoDB call needs to be allowed', () => {
  let dynamodb: CalledDirectly;

  beforeAll(async () => {
    dynamodb = callDirectly();
    await dynamodb.provision(aTableResource());
  });

  afterAll(() => dynamodb.close());

  it.each([
    ['GetItem', { Key: key('a') }],
    ['UpdateItem', { Key: key('a') }],
    ['DeleteItem', { Key: key('a') }],
    ['PutItem', { Item: { ...key('a'), other: { S: 'b' } } }],
  ])('is for %s the action on the table, with the partition key', (operation, input) => {
    const permissions = dynamodb.permissions(operation, { TableName: 'sessions', ...input });

    expect(permissions).toEqual([
      { action: `dynamodb:${operation}`, resource: TABLE, context: { 'dynamodb:LeadingKeys': ['a'] } },
    ]);
  });

  it.each(['DescribeTable', 'UpdateTimeToLive', 'Scan', 'DeleteTable', 'CreateTable'])(
    'is for %s the action on the table',
    (operation) => {
      const permissions = dynamodb.permissions(operation, { TableName: 'sessions' });

      expect(permissions).toEqual([{ action: `dynamodb:${operation}`, resource: TABLE, context: {} }]);
    },
  );

  it('is for ListTables the action on anything', () => {
    expect(dynamodb.permissions('ListTables', {})).toEqual([
      { action: 'dynamodb:ListTables', resource: '*', context: {} },
    ]);
  });

  it('is for a query the partition that it asks for, of the table or of the index', () => {
    const query = (attribute: string, IndexName?: string) =>
      dynamodb.permissions('Query', {
        TableName: 'sessions',
        KeyConditionExpression: '#k = :v',
        ExpressionAttributeNames: { '#k': attribute },
        ExpressionAttributeValues: { ':v': { S: 'a' } },
        ...(IndexName !== undefined && { IndexName }),
      });

    expect(query('id')).toEqual([
      { action: 'dynamodb:Query', resource: TABLE, context: { 'dynamodb:LeadingKeys': ['a'] } },
    ]);
    expect(query('colour', 'byColour')).toEqual([
      {
        action: 'dynamodb:Query',
        resource: `${TABLE}/index/byColour`,
        context: { 'dynamodb:LeadingKeys': ['a'] },
      },
    ]);
  });

  it('is for a malformed query the action without a partition, so that who may not call it learns nothing', () => {
    expect(dynamodb.permissions('Query', { TableName: 'sessions', KeyConditionExpression: '(' })).toEqual([
      { action: 'dynamodb:Query', resource: TABLE, context: {} },
    ]);
  });

  it('is for a batch the action on each table, with all its partition keys', () => {
    const writes = [{ PutRequest: { Item: key('a') } }, { DeleteRequest: { Key: key('b') } }];
    const reads = { Keys: [key('a'), key('c')] };

    const write = dynamodb.permissions('BatchWriteItem', {
      RequestItems: { sessions: writes, others: writes },
    });
    const read = dynamodb.permissions('BatchGetItem', { RequestItems: { sessions: reads } });

    expect(write).toEqual([
      { action: 'dynamodb:BatchWriteItem', resource: TABLE, context: { 'dynamodb:LeadingKeys': ['a', 'b'] } },
      { action: 'dynamodb:BatchWriteItem', resource: TABLE.replace('sessions', 'others'), context: {} },
    ]);
    expect(read).toEqual([
      { action: 'dynamodb:BatchGetItem', resource: TABLE, context: { 'dynamodb:LeadingKeys': ['a', 'c'] } },
    ]);
  });

  it('is for a transaction what each of its parts needs, once for each action and table', () => {
    const on = (id: string) => ({ TableName: 'sessions', Key: key(id) });
    const permissions = dynamodb.permissions('TransactWriteItems', {
      TransactItems: [
        { Put: { TableName: 'sessions', Item: key('a') } },
        { Update: on('b') },
        { Update: on('c') },
        { Delete: on('d') },
        { ConditionCheck: on('e') },
      ],
    });

    const needed = (action: string, ...keys: string[]) => ({
      action: `dynamodb:${action}`,
      resource: TABLE,
      context: { 'dynamodb:LeadingKeys': keys, 'dynamodb:EnclosingOperation': 'TransactWriteItems' },
    });
    expect(permissions).toEqual([
      needed('PutItem', 'a'),
      needed('UpdateItem', 'b', 'c'),
      needed('DeleteItem', 'd'),
      needed('ConditionCheckItem', 'e'),
    ]);
  });

  it('is for TransactGetItems GetItem', () => {
    const items = [{ Get: { TableName: 'sessions', Key: key('a') } }];

    expect(dynamodb.permissions('TransactGetItems', { TransactItems: items })).toMatchObject([
      { action: 'dynamodb:GetItem', resource: TABLE },
    ]);
  });

  it('is not known for an operation that is not supported', () => {
    expect(() => dynamodb.permissions('ExecuteStatement', {})).toThrow(
      expect.objectContaining({ code: 'UnknownOperationException', statusCode: 501 }),
    );
  });
});
