import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CONTROL_TABLE } from '../../../lib/contracts/tables.ts';
import { aTable } from './tables.ts';

/** An empty table with the keys of the control table. */
export async function aControlTable(client: DynamoDBClient): Promise<string> {
  const { partitionKey, sortKey } = CONTROL_TABLE;
  return aTable(client, {
    KeySchema: [
      { AttributeName: partitionKey, KeyType: 'HASH' },
      { AttributeName: sortKey, KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: partitionKey, AttributeType: 'S' },
      { AttributeName: sortKey, AttributeType: 'S' },
    ],
  });
}
