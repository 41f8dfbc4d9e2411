import {
  TransactionCanceledException,
  TransactWriteItemsCommand,
  type CancellationReason,
  type DynamoDBClient,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import type { IdSource } from '../shared/ids.ts';
import type { Pause } from '../shared/pause.ts';
import type { RandomSource } from '../shared/random.ts';
import { StoreUnavailableError } from '../shared/store-errors.ts';
import { callStore } from './store-failure.ts';

/** Reasons that pass: another transaction is at one of the items, or the table is over its limit. */
const PASSING = new Set([
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
]);

/**
 * Eight tries with up to 20, 40, 80, 160, 320, 320 and 320 ms between them: 1.3 s at most, 0.6 s on average. A
 * transaction takes about 10 ms, so 50 at once on one item are through after the fifth try.
 */
const MAX_TRIES = 8;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 320;

export interface Transactor {
  readonly client: DynamoDBClient;
  /** Names the store in errors. */
  readonly store: string;
  readonly random: RandomSource;
  readonly pause: Pause;
  readonly ids: IdSource;
}

/**
 * Writes all items or none. A conflict is tried again after a random pause; `itemsOf` may then choose other items, since
 * a cancelled transaction has done nothing. Answers with the reasons, in the order of the items, when a condition
 * failed.
 * @throws StoreUnavailableError, also when the conflicts do not end; StoreDeniedError
 */
export async function transact(
  transactor: Transactor,
  itemsOf: () => readonly TransactWriteItem[],
): Promise<readonly CancellationReason[] | undefined> {
  const { client, store, random, pause, ids } = transactor;
  for (let tries = 1; ; tries += 1) {
    // The token lets the SDK repeat a try whose answer was lost: it is another one only for another try.
    const command = new TransactWriteItemsCommand({
      TransactItems: [...itemsOf()],
      ClientRequestToken: ids(),
    });
    try {
      await callStore(store, () => client.send(command));
      return undefined;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? [];
      if (reasons.some(({ Code }) => Code === 'ConditionalCheckFailed')) return reasons;
      if (!reasons.some(({ Code = '' }) => PASSING.has(Code))) throw error;
      if (tries === MAX_TRIES) throw new StoreUnavailableError(store, error);
      await pause(random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (tries - 1)));
    }
  }
}
