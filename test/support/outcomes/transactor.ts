import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Transactor } from '../../../lib/aws/transact.ts';
import { randomId } from '../../../lib/shared/ids.ts';
import { seededRandom } from '../traffic/selector.ts';

/** Does not wait between tries, unless it is told how. */
export const aTransactor = (client: DynamoDBClient, change: Partial<Transactor> = {}): Transactor => ({
  client,
  store: 'control table',
  random: seededRandom(),
  pause: () => Promise.resolve(),
  ids: randomId,
  ...change,
});
