import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { failureOf } from '../../support/dynamodb/failure.ts';
import {
  ENVIRONMENT,
  startLocalDynamoDb,
  type LocalDynamoDb,
} from '../../support/dynamodb/local-dynamodb.ts';
import { onEveryEngine } from '../../support/dynamodb/on-every-engine.ts';
import { aTable, ORDERS } from '../../support/dynamodb/tables.ts';

onEveryEngine('tables', (client) => {
  const timeToLive = (table: string, AttributeName: string, Enabled = true) =>
    client().send(
      new UpdateTimeToLiveCommand({ TableName: table, TimeToLiveSpecification: { AttributeName, Enabled } }),
    );

  const describeTimeToLive = async (table: string) => {
    const answer = await client().send(new DescribeTimeToLiveCommand({ TableName: table }));
    return answer.TimeToLiveDescription;
  };

  it('describes a table as it was created', async () => {
    const name = await aTable(client(), ORDERS);

    const { Table: table } = await client().send(new DescribeTableCommand({ TableName: name }));

    expect(table).toMatchObject({
      TableName: name,
      TableStatus: 'ACTIVE',
      KeySchema: ORDERS.KeySchema,
      BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
      GlobalSecondaryIndexes: [
        { IndexName: 'byColour', IndexStatus: 'ACTIVE', Projection: { ProjectionType: 'ALL' } },
      ],
      LocalSecondaryIndexes: [{ IndexName: 'bySize', Projection: { ProjectionType: 'KEYS_ONLY' } }],
    });
    expect(table?.AttributeDefinitions).toHaveLength(4);
    expect(table?.CreationDateTime).toBeInstanceOf(Date);
  });

  it('does not create a table twice', async () => {
    const name = await aTable(client());

    const failure = await failureOf(aTable(client(), { TableName: name }));

    expect(failure.name).toBe('ResourceInUseException');
  });

  it('deletes a table with its items: one of the same name begins empty', async () => {
    const name = await aTable(client());
    await client().send(new PutItemCommand({ TableName: name, Item: { id: { S: 'x' } } }));
    const get = () => client().send(new GetItemCommand({ TableName: name, Key: { id: { S: 'x' } } }));

    await client().send(new DeleteTableCommand({ TableName: name }));
    const failure = await failureOf(get());
    await aTable(client(), { TableName: name });

    expect(failure.name).toBe('ResourceNotFoundException');
    expect((await get()).Item).toBeUndefined();
  });

  it('lists tables page by page', async () => {
    const made = [await aTable(client()), await aTable(client()), await aTable(client())];

    const listed: string[] = [];
    let start: string | undefined;
    do {
      const page = await client().send(
        new ListTablesCommand({ Limit: 2, ...(start !== undefined && { ExclusiveStartTableName: start }) }),
      );
      listed.push(...(page.TableNames ?? []));
      start = page.LastEvaluatedTableName;
    } while (start !== undefined);

    expect(listed).toEqual(expect.arrayContaining(made));
    expect(new Set(listed).size).toBe(listed.length);
  });

  it('turns time to live on and off', async () => {
    const table = await aTable(client());

    const before = await describeTimeToLive(table);
    await timeToLive(table, 'expires');
    const on = await describeTimeToLive(table);
    await timeToLive(table, 'expires', false);
    const off = await describeTimeToLive(table);

    expect(before).toEqual({ TimeToLiveStatus: 'DISABLED' });
    expect(on).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' });
    expect(off).toEqual({ TimeToLiveStatus: 'DISABLED' });
  });

  it.each([
    ['on when it is on', 'expires', true, /already enabled/],
    ['on for another attribute', 'other', true, /different AttributeName/],
    ['off for another attribute', 'other', false, /different AttributeName/],
  ])('does not turn time to live %s', async (_what, attribute, enabled, reason) => {
    const table = await aTable(client());
    await timeToLive(table, 'expires');

    const failure = await failureOf(timeToLive(table, attribute, enabled));

    expect(failure.name).toBe('ValidationException');
    expect(failure.message).toMatch(reason);
  });

  it.each([
    ['describe', () => client().send(new DescribeTableCommand({ TableName: 'no-such-table' }))],
    ['delete', () => client().send(new DeleteTableCommand({ TableName: 'no-such-table' }))],
  ])('does not %s a table that is not there', async (_what, call) => {
    const failure = await failureOf(call());

    expect(failure.name).toBe('ResourceNotFoundException');
  });

  it('refuses a key attribute without a definition', async () => {
    const failure = await failureOf(aTable(client(), { AttributeDefinitions: [] }));

    expect(failure.name).toBe('ValidationException');
  });
});

describe('tables, only here', () => {
  let local: LocalDynamoDb;

  beforeAll(async () => {
    local = await startLocalDynamoDb();
  });

  afterAll(() => local.stop());

  it('have ARNs of the account and region, and dates of the clock', async () => {
    const name = await aTable(local.client);

    const { Table: table } = await local.client.send(new DescribeTableCommand({ TableName: name }));

    expect(table?.TableArn).toBe(
      `arn:aws:dynamodb:${ENVIRONMENT.region}:${ENVIRONMENT.account}:table/${name}`,
    );
    expect(table?.CreationDateTime?.getTime()).toBe(local.clock.now());
  });

  it('are not deleted while protected', async () => {
    const name = await aTable(local.client, { DeletionProtectionEnabled: true });

    const failure = await failureOf(local.client.send(new DeleteTableCommand({ TableName: name })));

    expect(failure).toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('protected'),
    });
  });

  it('say that nothing is backed up', async () => {
    const name = await aTable(local.client);

    const answer = await local.client.send(new DescribeContinuousBackupsCommand({ TableName: name }));

    expect(answer.ContinuousBackupsDescription?.PointInTimeRecoveryDescription).toEqual({
      PointInTimeRecoveryStatus: 'DISABLED',
    });
  });

  it('have no streams', async () => {
    const failure = await failureOf(
      aTable(local.client, { StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' } }),
    );

    expect(failure).toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('StreamSpecification'),
    });
  });

  it('refuse an operation or a parameter that is not supported, by its name', async () => {
    const operation = await failureOf(
      local.client.send(new UpdateTableCommand({ TableName: 'x', DeletionProtectionEnabled: false })),
    );
    const parameter = await failureOf(
      local.client.send(
        new CreateTableCommand({
          TableName: 'with-policy',
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          BillingMode: 'PAY_PER_REQUEST',
          ResourcePolicy: '{}',
        }),
      ),
    );

    expect(operation).toMatchObject({
      name: 'UnknownOperationException',
      message: expect.stringContaining('UpdateTable'),
    });
    expect(parameter).toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining('ResourcePolicy'),
    });
  });
});
