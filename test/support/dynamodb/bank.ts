import type { Resource } from '../../../local/cloud-assembly/resource.ts';

/** What crash.test.ts and the process that it kills agree on. */
export const BANK = 'bank';
export const NOTES = 'notes';
export const ACCOUNTS = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
export const OPENING_BALANCE = 100;
export const OPENED_AT = 1_800_000_000_000;

const aTable = (name: string, more: object = {}): Resource => ({
  logicalId: name,
  type: 'AWS::DynamoDB::Table',
  physicalId: name,
  properties: {
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    ...more,
  },
});

export const BANK_TABLES: readonly Resource[] = [
  aTable(BANK),
  aTable(NOTES, {
    AttributeDefinitions: ['id', 'round'].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byRound',
        KeySchema: [{ AttributeName: 'round', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  }),
];
