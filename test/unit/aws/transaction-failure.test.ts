import { jest } from '@jest/globals';
import {
  TransactionCanceledException,
  type CancellationReason,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { DynamoDbRunStore } from '../../../lib/aws/dynamodb-run-store.ts';
import { cancellationOf } from '../../../lib/aws/transaction-failure.ts';
import { changeRun } from '../../../lib/training/change-run.ts';
import { createRun } from '../../../lib/training/create-run.ts';
import type { RunStore } from '../../../lib/training/ports.ts';
import { aRun, nextOf, STARTED_AT } from '../../support/training/a-run.ts';
import { GUIDE } from '../../support/training/config.ts';

const cancelled = (...codes: readonly string[]) => {
  const CancellationReasons: CancellationReason[] = codes.map((Code) => ({ Code }));
  return new TransactionCanceledException({ $metadata: {}, message: 'cancelled', CancellationReasons });
};

const outcomeOf = async (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'done',
    (error: unknown) => (error instanceof Error ? error.name : error),
  );

/** Every reason in "TransactWriteItems", DynamoDB API Reference, and one that nobody has heard of. */
const REASONS = [
  'ConditionalCheckFailed',
  'TransactionConflict',
  'ItemCollectionSizeLimitExceeded',
  'ProvisionedThroughputExceeded',
  'ThrottlingError',
  'ValidationError',
  'RequestLimitExceeded',
  'SomethingNew',
] as const;

const PASSING = ['ProvisionedThroughputExceeded', 'ThrottlingError', 'RequestLimitExceeded'];

describe('a cancelled transaction', () => {
  it.each(PASSING)('is a store out of reach when it was for %s', (reason) => {
    expect(() => cancellationOf('table', cancelled('None', reason))).toThrow(
      expect.objectContaining({ name: 'StoreUnavailableError' }),
    );
  });

  it('is out of reach, too, when a condition failed beside a throttle', () => {
    expect(() => cancellationOf('table', cancelled('ConditionalCheckFailed', 'ThrottlingError'))).toThrow(
      expect.objectContaining({ name: 'StoreUnavailableError' }),
    );
  });

  it('says whose condition failed, and whether another transaction was in the way', () => {
    const failed = cancellationOf('table', cancelled('None', 'ConditionalCheckFailed'));
    const conflict = cancellationOf('table', cancelled('TransactionConflict', 'None'));

    expect([failed?.failed, failed?.isConflict]).toEqual([[1], false]);
    expect([conflict?.failed, conflict?.isConflict]).toEqual([[], true]);
  });

  it('is one even without reasons; another error is none', () => {
    const bare = new TransactionCanceledException({ $metadata: {}, message: 'cancelled' });

    expect(cancellationOf('table', bare)).toMatchObject({ failed: [], isConflict: false });
    expect(cancellationOf('table', new Error('other'))).toBeUndefined();
  });
});

/** A run that stands, on a table that cancels every transaction. */
function aStoreThatCancels(error: Error): { readonly store: RunStore; readonly calls: () => number } {
  let calls = 0;
  const client: Pick<DynamoDBClient, 'send'> = {
    send: () => {
      calls += 1;
      return Promise.reject(error);
    },
  };
  return { store: new DynamoDbRunStore(client as DynamoDBClient, 'control'), calls: () => calls };
}

describe('fault 7: a run store whose transaction is cancelled', () => {
  const next = nextOf(aRun());
  const requires = { pk: 'run#run-1', sk: 'checkpoint#00001#000000000500' };

  it.each(REASONS)('for %s of the run: others were faster, or it is out of reach', async (reason) => {
    const { store } = aStoreThatCancels(cancelled(reason, 'None'));

    const outcome = await outcomeOf(store.save(next, { list: true }));

    expect(outcome).toBe(PASSING.includes(reason) ? 'StoreUnavailableError' : 'RunChangedError');
  });

  it.each(REASONS)(
    'for %s of the checkpoint: only a failed condition says that it is gone',
    async (reason) => {
      const { store } = aStoreThatCancels(cancelled('None', reason, 'None'));

      const outcome = await outcomeOf(store.save(next, { list: true, requires }));

      const others = PASSING.includes(reason) ? 'StoreUnavailableError' : 'RunChangedError';
      expect(outcome).toBe(reason === 'ConditionalCheckFailed' ? 'TargetGoneError' : others);
    },
  );

  it.each(REASONS)('ever again for %s: it gives up after a bounded number of tries', async (reason) => {
    const { store, calls } = aStoreThatCancels(cancelled(reason));
    let pauses = 0;
    jest.spyOn(store, 'read').mockImplementation(() => Promise.resolve(aRun()));
    const deps = {
      store,
      clock: { now: () => STARTED_AT },
      ids: () => 'id',
      backOff: () => {
        pauses += 1;
        return Promise.resolve();
      },
    };

    const outcome = await outcomeOf(
      changeRun(deps, 'run-1', (run) => ({
        run: { ...run, status: 'pausing' },
        result: undefined,
      })),
    );

    expect(outcome).toBe('StoreUnavailableError');
    expect(calls()).toBe(pauses + 1);
    expect(calls()).toBeLessThanOrEqual(12);
  });

  it.each(REASONS)('while a run is begun, ever again for %s: it gives up, too', async (reason) => {
    const { store, calls } = aStoreThatCancels(cancelled(reason));
    jest.spyOn(store, 'read').mockImplementation(() => Promise.resolve(undefined));
    const deps = {
      store,
      config: GUIDE,
      clock: { now: () => STARTED_AT },
      ids: () => 'id',
      runIds: () => 'run-1',
      backOff: () => Promise.resolve(),
    };

    expect(await outcomeOf(createRun(deps, {}))).toBe('StoreUnavailableError');
    expect(calls()).toBeLessThanOrEqual(6);
  });
});
