import type { DynamoDBClient, QueryCommand, QueryCommandOutput } from '@aws-sdk/client-dynamodb';
import { everyItem } from '../../../lib/aws/every-item.ts';
import { StoreUnavailableError } from '../../../lib/shared/store-errors.ts';

type Page = Pick<QueryCommandOutput, 'Items' | 'LastEvaluatedKey'>;

/** Answers page after page; what it was asked. */
function clientOf(pages: readonly (Page | Error)[]) {
  const asked: QueryCommand['input'][] = [];
  const client = {
    send: (command: QueryCommand) => {
      asked.push(command.input);
      const page = pages[asked.length - 1];
      return page instanceof Error ? Promise.reject(page) : Promise.resolve(page);
    },
  } as unknown as DynamoDBClient;
  return { client, asked };
}

const QUERY = { where: 'pk = :pk', values: { ':pk': 'runs' } };

describe('all items of a query', () => {
  it('come from as many pages as there are, also from empty ones', async () => {
    const { client, asked } = clientOf([
      { Items: [{ sk: { S: 'a' } }], LastEvaluatedKey: { sk: { S: 'a' } } },
      { LastEvaluatedKey: { sk: { S: 'b' } } },
      { Items: [{ sk: { S: 'c' }, n: { N: '1' } }] },
    ]);

    const items = await everyItem({ client, table: 'T' }, { ...QUERY, only: 'sk, n' });

    expect(items).toEqual([{ sk: 'a' }, { sk: 'c', n: 1 }]);
    expect(asked.map(({ ExclusiveStartKey }) => ExclusiveStartKey?.['sk']?.S)).toEqual([undefined, 'a', 'b']);
    expect(asked[2]).toMatchObject({
      TableName: 'T',
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: 'runs' } },
      ProjectionExpression: 'sk, n',
      ConsistentRead: true,
    });
  });

  it('are none of half of its pages: a page that does not come is a store out of reach', async () => {
    const throttled = Object.assign(new Error('slow down'), { name: 'ThrottlingException' });
    const { client } = clientOf([{ Items: [], LastEvaluatedKey: { sk: { S: 'a' } } }, throttled]);

    await expect(everyItem({ client, table: 'T', store: 'mine' }, QUERY)).rejects.toBeInstanceOf(
      StoreUnavailableError,
    );
  });
});
