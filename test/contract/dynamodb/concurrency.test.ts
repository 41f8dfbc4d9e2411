import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  TransactionCanceledException,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { onEveryEngine } from '../../support/dynamodb/on-every-engine.ts';
import { aTable } from '../../support/dynamodb/tables.ts';

const CALLERS = Array.from({ length: 50 }, (_, index) => index);

onEveryEngine('concurrent callers', (client) => {
  let table: string;

  beforeAll(async () => {
    table = await aTable(client());
  });

  const key = (id: string) => ({ id: { S: id } });

  it('let exactly one of 50 conditional puts win, and show the others what it wrote', async () => {
    const outcomes = await Promise.all(
      CALLERS.map((caller) =>
        client()
          .send(
            new PutItemCommand({
              TableName: table,
              Item: { ...key('raced'), caller: { N: String(caller) } },
              ConditionExpression: 'attribute_not_exists(id)',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            }),
          )
          .then(
            () => ({ won: String(caller) }),
            (error: unknown) => {
              if (!(error instanceof ConditionalCheckFailedException)) throw error;
              return { lostTo: error.Item?.['caller']?.N };
            },
          ),
      ),
    );

    const winners = outcomes.flatMap((outcome) => ('won' in outcome ? [outcome.won] : []));
    const lostTo = outcomes.flatMap((outcome) => ('lostTo' in outcome ? [outcome.lostTo] : []));
    expect(winners).toHaveLength(1);
    expect(lostTo).toHaveLength(49);
    expect(new Set(lostTo)).toEqual(new Set(winners));
  });

  it('count to 50 by 50 atomic increments, each seeing a count of its own', async () => {
    const answers = await Promise.all(
      CALLERS.map(() =>
        client().send(
          new UpdateItemCommand({
            TableName: table,
            Key: key('counter'),
            UpdateExpression: 'ADD n :one',
            ExpressionAttributeValues: { ':one': { N: '1' } },
            ReturnValues: 'UPDATED_NEW',
          }),
        ),
      ),
    );

    const seen = answers.map(({ Attributes: after }) => Number(after?.['n']?.N));
    expect(seen.sort((left, right) => left - right)).toEqual(CALLERS.map((caller) => caller + 1));
  });

  it('transfer money so that no read ever sees some of it missing', async () => {
    const bank = await aTable(client());
    const accounts = ['a', 'b', 'c', 'd'];
    const account = (id: string, n: number) => ({
      TableName: bank,
      Item: { ...key(id), n: { N: String(n) } },
    });
    await Promise.all(accounts.map((id) => client().send(new PutItemCommand(account(id, 100)))));
    const change = (id: string, by: number, condition: object) => ({
      Update: {
        TableName: bank,
        Key: key(id),
        UpdateExpression: 'ADD n :by',
        ExpressionAttributeValues: { ':by': { N: String(by) }, ...condition },
        ...(by < 0 && { ConditionExpression: 'n >= :least' }),
      },
    });
    const transfer = (caller: number) => {
      const [from = 'a', to = 'b'] = [accounts[caller % 4], accounts[(caller + 1 + (caller % 3)) % 4]];
      const amount = 10 + caller;
      return client()
        .send(
          new TransactWriteItemsCommand({
            TransactItems: [
              change(from, -amount, { ':least': { N: String(amount) } }),
              change(to, amount, {}),
            ],
          }),
        )
        .catch((error: unknown) => {
          if (!(error instanceof TransactionCanceledException)) throw error;
        });
    };
    const totalAsRead = async () => {
      const { Responses: responses = [] } = await client().send(
        new TransactGetItemsCommand({
          TransactItems: accounts.map((id) => ({ Get: { TableName: bank, Key: key(id) } })),
        }),
      );
      return responses.reduce((sum, { Item: item }) => sum + Number(item?.['n']?.N), 0);
    };

    const [totals] = await Promise.all([
      Promise.all(CALLERS.slice(0, 20).map(totalAsRead)),
      Promise.all(CALLERS.map(transfer)),
    ]);

    const { Items: after = [] } = await client().send(new ScanCommand({ TableName: bank }));
    const balances = after.map(({ n }) => Number(n?.N));
    expect(new Set(totals)).toEqual(new Set([400]));
    expect(balances.reduce((sum, balance) => sum + balance, 0)).toBe(400);
    expect(Math.min(...balances)).toBeGreaterThanOrEqual(0);
  });

  it('run a transaction that is sent twice at once only once', async () => {
    const request = () =>
      client()
        .send(
          new TransactWriteItemsCommand({
            ClientRequestToken: 'at-once',
            TransactItems: [
              {
                Update: {
                  TableName: table,
                  Key: key('twice'),
                  UpdateExpression: 'ADD n :one',
                  ExpressionAttributeValues: { ':one': { N: '1' } },
                },
              },
            ],
          }),
        )
        .catch((error: unknown) => {
          if (!(error instanceof Error) || error.name !== 'TransactionInProgressException') throw error;
        });

    await Promise.all(CALLERS.slice(0, 10).map(request));

    const { Item: item } = await client().send(new GetItemCommand({ TableName: table, Key: key('twice') }));
    expect(item?.['n']).toEqual({ N: '1' });
  });
});
