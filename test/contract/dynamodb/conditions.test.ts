import {
  DeleteItemCommand,
  PutItemCommand,
  ScanCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import { onEveryEngine } from '../../support/dynamodb/on-every-engine.ts';
import { aTable } from '../../support/dynamodb/tables.ts';

const VALUES: Record<string, AttributeValue> = {
  ':map': { M: { a: { N: '1' }, b: { L: [{ S: 'x' }, { S: 'y' }] } } },
  ':other': { M: { a: { N: '1' }, b: { L: [{ S: 'x' }] } } },
  ':list': { L: [{ N: '1' }] },
  ':low': { N: '1' },
  ':high': { N: '9' },
};

const ITEM: Record<string, AttributeValue> = {
  id: { S: 'subject' },
  map: { M: { a: { N: '1' }, b: { L: [{ S: 'x' }, { S: 'y' }] } } },
  twin: { M: { b: { L: [{ S: 'x' }, { S: 'y' }] }, a: { N: '1' } } },
  list1: { L: [{ N: '1' }] },
  list2: { L: [{ M: { a: { N: '1' }, b: { L: [{ S: 'x' }, { S: 'y' }] } } }] },
  blank: { S: '' },
  five: { N: '5' },
};

const CONDITIONS: [condition: string, verdict: string][] = [
  ['#map = :map', 'holds'],
  ['#map = :other', 'fails'],
  ['#map <> :other', 'holds'],
  ['list1 = :list', 'holds'],
  ['list1 <> :list', 'fails'],
  ['#map.b[1] = #map.b[0]', 'fails'],
  ['five BETWEEN :low AND :high', 'holds'],
  ['five BETWEEN :low AND absent', 'fails'],
  ['five IN (:high, absent)', 'fails'],
  ['five IN (absent, five2, :low) OR five = five3', 'fails'],
  ['absent = lacking', 'fails'],
  ['absent <> lacking', 'holds'],
  ['absent <= lacking', 'fails'],
  ['NOT absent = lacking', 'holds'],
  ['size(#map) = :low', 'fails'],
  ['begins_with(absent, lacking)', 'fails'],
  ['NOT begins_with(five, absent)', 'holds'],
  ['contains(#map.b, :low)', 'fails'],
  ['contains(list1, :low)', 'holds'],
  ['contains(list2, :map)', 'holds'],
  ['#map = twin', 'holds'],
  ['size(blank) < :low', 'holds'],
  ['five < :map', 'is refused'],
  ['five IN (five, :low)', 'is refused'],
  ['contains(#map.b[0], #map.b[0])', 'is refused'],
  ['attribute_type(five, :low)', 'is refused'],
];

/** The names and values that an expression uses, and no others: DynamoDB refuses those. */
function meaningOf(expression: string) {
  const values = Object.entries(VALUES).filter(([name]) => new RegExp(`${name}\\b`).test(expression));
  return {
    ...(expression.includes('#map') && { ExpressionAttributeNames: { '#map': 'map' } }),
    ...(values.length > 0 && { ExpressionAttributeValues: Object.fromEntries(values) }),
  };
}

const verdictOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown';
  const verdicts = new Map([
    ['ConditionalCheckFailedException', 'fails'],
    ['ValidationException', 'is refused'],
  ]);
  return verdicts.get(error.name) ?? error.name;
};

onEveryEngine('conditions', (client) => {
  let table: string;

  beforeAll(async () => {
    table = await aTable(client());
  });

  beforeEach(() => client().send(new PutItemCommand({ TableName: table, Item: ITEM })));

  it.each(CONDITIONS)('of a write: %s %s', async (condition, expected) => {
    const request = { TableName: table, Key: { id: { S: 'subject' } }, ConditionExpression: condition };

    const verdict = await client()
      .send(new DeleteItemCommand({ ...request, ...meaningOf(condition) }))
      .then(() => 'holds', verdictOf);

    expect(verdict).toBe(expected);
  });

  it.each(CONDITIONS)('of a scan: %s %s', async (filter, expected) => {
    const verdict = await client()
      .send(new ScanCommand({ TableName: table, FilterExpression: filter, ...meaningOf(filter) }))
      .then(({ Count: count }) => (count === 1 ? 'holds' : 'fails'), verdictOf);

    expect(verdict).toBe(expected);
  });
});
