import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type AttributeValue,
  type DynamoDBClient,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { onEveryEngine } from '../../support/dynamodb/on-every-engine.ts';
import { aTable, ORDERS } from '../../support/dynamodb/tables.ts';

interface Key {
  readonly owner: string;
  readonly at: number;
}

interface Row extends Key {
  readonly colour?: string;
  readonly n?: number;
}

type Step =
  | { readonly kind: 'put'; readonly row: Row }
  | { readonly kind: 'claim'; readonly row: Row }
  | { readonly kind: 'add'; readonly key: Key; readonly by: number }
  | { readonly kind: 'fade'; readonly key: Key }
  | { readonly kind: 'delete'; readonly key: Key };

/** The rule book: what a table holds after a step, or undefined where a condition fails. */
function apply(table: ReadonlyMap<string, Row>, step: Step): ReadonlyMap<string, Row> | undefined {
  const after = new Map(table);
  const { owner, at } = 'row' in step ? step.row : step.key;
  const id = `${owner}/${at}`;
  const row = table.get(id) ?? { owner, at };
  switch (step.kind) {
    case 'put':
      return after.set(id, step.row);
    case 'claim':
      return table.has(id) ? undefined : after.set(id, step.row);
    case 'add':
      return after.set(id, { ...row, n: (row.n ?? 0) + step.by });
    case 'fade': {
      const { colour, ...faded } = row;
      return colour === undefined ? undefined : after.set(id, faded);
    }
    case 'delete':
      after.delete(id);
      return after;
  }
}

const toItem = ({ owner, at, colour, n }: Row): Record<string, AttributeValue> => ({
  owner: { S: owner },
  at: { N: String(at) },
  ...(colour !== undefined && { colour: { S: colour } }),
  ...(n !== undefined && { n: { N: String(n) } }),
});

const toRow = ({ owner, at, colour, n }: Record<string, AttributeValue>): Row => ({
  owner: owner?.S ?? '',
  at: Number(at?.N),
  ...(colour?.S !== undefined && { colour: colour.S }),
  ...(n?.N !== undefined && { n: Number(n.N) }),
});

function toWrite(TableName: string, step: Step): TransactWriteItem {
  switch (step.kind) {
    case 'put':
      return { Put: { TableName, Item: toItem(step.row) } };
    case 'claim':
      return {
        Put: {
          TableName,
          Item: toItem(step.row),
          ConditionExpression: 'attribute_not_exists(#o)',
          ExpressionAttributeNames: { '#o': 'owner' },
        },
      };
    case 'add':
      return {
        Update: {
          TableName,
          Key: toItem(step.key),
          UpdateExpression: 'ADD n :by',
          ExpressionAttributeValues: { ':by': { N: String(step.by) } },
        },
      };
    case 'fade':
      return {
        Update: {
          TableName,
          Key: toItem(step.key),
          UpdateExpression: 'REMOVE colour',
          ConditionExpression: 'attribute_exists(colour)',
        },
      };
    case 'delete':
      return { Delete: { TableName, Key: toItem(step.key) } };
  }
}

async function single(client: DynamoDBClient, table: string, step: Step): Promise<boolean> {
  const { Put: put, Update: update, Delete: remove } = toWrite(table, step);
  try {
    if (put) await client.send(new PutItemCommand(put));
    if (update) await client.send(new UpdateItemCommand(update));
    if (remove) await client.send(new DeleteItemCommand(remove));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}

async function transaction(client: DynamoDBClient, table: string, steps: readonly Step[]): Promise<boolean> {
  const items = steps.map((step) => toWrite(table, step));
  try {
    await client.send(new TransactWriteItemsCommand({ TransactItems: items }));
    return true;
  } catch (error) {
    if (error instanceof TransactionCanceledException) return false;
    throw error;
  }
}

const key = fc.record({
  owner: fc.constantFrom('ann', 'bob'),
  at: fc.constantFrom(-110, -11, -1, 0, 0.5, 1, 2, 10, 1e20),
});
const row = fc
  .tuple(
    key,
    fc.option(fc.constantFrom('red', 'blue'), { nil: undefined }),
    fc.option(fc.integer({ min: -9, max: 9 }), { nil: undefined }),
  )
  .map(([at, colour, n]): Row => ({
    ...at,
    ...(colour !== undefined && { colour }),
    ...(n !== undefined && { n }),
  }));
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), row }),
  fc.record({ kind: fc.constant('claim' as const), row }),
  fc.record({ kind: fc.constant('add' as const), key, by: fc.integer({ min: -9, max: 9 }) }),
  fc.record({ kind: fc.constant('fade' as const), key }),
  fc.record({ kind: fc.constant('delete' as const), key }),
);
const idOf = (each: Step) =>
  'row' in each ? `${each.row.owner}/${each.row.at}` : `${each.key.owner}/${each.key.at}`;
/** One step is a single write, more are a transaction. */
const moves = fc.array(fc.uniqueArray(step, { minLength: 1, maxLength: 4, selector: idOf }), {
  maxLength: 25,
});

onEveryEngine('any sequence of writes', (client) => {
  let table: string;

  beforeAll(async () => {
    table = await aTable(client(), ORDERS);
  });

  const empty = async () => {
    const { Items: items = [] } = await client().send(new ScanCommand({ TableName: table }));
    const keys = items.map(({ owner, at }) => ({
      DeleteRequest: { Key: { owner, at } as Record<string, AttributeValue> },
    }));
    if (keys.length > 0) await client().send(new BatchWriteItemCommand({ RequestItems: { [table]: keys } }));
  };

  const query = async (condition: string, name: string, value: string, IndexName?: string) => {
    const { Items: items = [] } = await client().send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: condition,
        ExpressionAttributeNames: { '#k': name },
        ExpressionAttributeValues: { ':v': { S: value } },
        ...(IndexName !== undefined && { IndexName }),
      }),
    );
    return items.map(toRow);
  };

  it('leaves table and index as the rules say, and fails where they say', async () => {
    const byTime = (left: Row, right: Row) => left.at - right.at;
    const byAll = (left: Row, right: Row) => left.owner.localeCompare(right.owner) || byTime(left, right);

    await fc.assert(
      fc.asyncProperty(moves, async (sequence) => {
        await empty();
        let model: ReadonlyMap<string, Row> = new Map();
        for (const steps of sequence) {
          const expected = steps.reduce<ReadonlyMap<string, Row> | undefined>(
            (rows, each) => rows && apply(rows, each),
            model,
          );
          const [first] = steps;
          const succeeded =
            steps.length === 1 && first
              ? await single(client(), table, first)
              : await transaction(client(), table, steps);
          expect(succeeded).toBe(expected !== undefined);
          model = expected ?? model;
        }

        const rows = [...model.values()];
        for (const owner of ['ann', 'bob']) {
          const expected = rows.filter((each) => each.owner === owner).sort(byTime);
          expect(await query('#k = :v', 'owner', owner)).toEqual(expected);
        }
        for (const colour of ['red', 'blue']) {
          const expected = rows.filter((each) => each.colour === colour).sort(byAll);
          expect((await query('#k = :v', 'colour', colour, 'byColour')).sort(byAll)).toEqual(expected);
        }
      }),
      { numRuns: 25 },
    );
  });
});
