import {
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateTimeToLiveCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import { startLocalDynamoDb, type LocalDynamoDb } from '../../support/dynamodb/local-dynamodb.ts';
import { aTable, ORDERS } from '../../support/dynamodb/tables.ts';

const MINUTE_MS = 60_000;
const YEAR_SECONDS = 365 * 24 * 60 * 60;

describe('time to live', () => {
  let local: LocalDynamoDb;
  let table: string;

  beforeEach(async () => {
    local = await startLocalDynamoDb();
    table = await aTable(local.client, ORDERS);
    await local.client.send(
      new UpdateTimeToLiveCommand({
        TableName: table,
        TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
      }),
    );
  });

  afterEach(() => local.stop());

  const nowSeconds = () => local.clock.now() / 1000;

  const put = (owner: string, expires: AttributeValue) =>
    local.client.send(
      new PutItemCommand({
        TableName: table,
        Item: { owner: { S: owner }, at: { N: '1' }, colour: { S: 'red' }, expires },
      }),
    );

  const inSeconds = (seconds: number): AttributeValue => ({ N: String(nowSeconds() + seconds) });

  const owners = async (IndexName?: string) => {
    const request = { TableName: table, ...(IndexName !== undefined && { IndexName }) };
    const { Items: items = [] } = await local.client.send(new ScanCommand(request));
    return items.map(({ owner }) => owner?.S).sort();
  };

  const until = async (condition: () => Promise<boolean>) => {
    while (!(await condition())) await new Promise((resolve) => setImmediate(resolve));
  };

  it('leaves an expired item readable until it is swept', async () => {
    await put('late', inSeconds(1));

    await local.clock.advance(2000);

    expect(await owners()).toEqual(['late']);
  });

  it('deletes what expired within a minute, from the indexes too, and nothing else', async () => {
    await put('expired', inSeconds(10));
    await put('lasting', inSeconds(3600));
    await put('mistaken', { N: String(nowSeconds() - 6 * YEAR_SECONDS) });
    await put('text', { S: String(nowSeconds()) });

    await local.clock.advance(MINUTE_MS + 10_000);
    await until(async () => !(await owners()).includes('expired'));

    expect(await owners()).toEqual(['lasting', 'mistaken', 'text']);
    expect(await owners('byColour')).toEqual(['lasting', 'mistaken', 'text']);
  });

  it('goes on sweeping', async () => {
    for (const owner of ['first', 'second', 'third']) {
      await put(owner, inSeconds(1));
      await local.clock.advance(MINUTE_MS);
      await until(async () => (await owners()).length === 0);
    }

    expect(await owners()).toEqual([]);
  });

  it('keeps an item that is given more time', async () => {
    await put('renewed', inSeconds(20));
    await put('witness', inSeconds(20));
    await put('renewed', inSeconds(3600));

    await local.clock.advance(MINUTE_MS);
    await until(async () => !(await owners()).includes('witness'));

    expect(await owners()).toEqual(['renewed']);
  });

  it('deletes nothing once it is turned off', async () => {
    const other = await aTable(local.client);
    const enable = (TableName: string, AttributeName: string, Enabled: boolean) =>
      local.client.send(
        new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName, Enabled } }),
      );
    await enable(other, 'expires', true);
    await put('expired', inSeconds(10));
    await local.client.send(
      new PutItemCommand({ TableName: other, Item: { id: { S: 'witness' }, expires: inSeconds(10) } }),
    );
    await enable(table, 'expires', false);

    await local.clock.advance(MINUTE_MS);
    await until(async () => {
      const query = new QueryCommand({
        TableName: other,
        KeyConditionExpression: 'id = :id',
        ExpressionAttributeValues: { ':id': { S: 'witness' } },
      });
      return (await local.client.send(query)).Count === 0;
    });

    expect(await owners()).toEqual(['expired']);
  });
});
