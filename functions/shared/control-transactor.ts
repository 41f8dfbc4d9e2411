import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Transactor } from '../../lib/aws/transact.ts';
import { randomId } from '../../lib/shared/ids.ts';
import { systemPause } from '../../lib/shared/pause.ts';
import { systemRandom } from '../../lib/shared/random.ts';

/** What transactions on the control table need of the real world. */
export function controlTransactor(client: DynamoDBClient): Transactor {
  return { client, store: 'control table', random: systemRandom, pause: systemPause, ids: randomId };
}
