import { DeleteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDbCheckpointStore } from '../../../lib/aws/dynamodb-checkpoint-store.ts';
import type { CheckpointStore } from '../../../lib/checkpoints/ports.ts';
import { aRecord } from '../../support/checkpoints/builders.ts';
import { CheckpointWorld } from '../../support/checkpoints/world.ts';
import { aControlTable } from '../../support/dynamodb/control-table.ts';
import { onEveryEngine } from '../../support/dynamodb/on-every-engine.ts';

const RUN = 'run-1';
const NOW = 1_800_000_100_000;
const ID = { attempt: 1, step: 500 };

const IT = aRecord();

const HOLDS = {
  'is pinned': (store: CheckpointStore) => store.pin(IT, 'ada'),
  'is held until a moment later': (store: CheckpointStore) => store.hold(IT, NOW + 1),
} as const;

function checkpointStoreContract(aStore: () => CheckpointStore | Promise<CheckpointStore>): void {
  let store: CheckpointStore;
  beforeEach(async () => {
    store = await aStore();
  });

  const commitSteps = async (...steps: number[]) => {
    for (const step of steps) await store.commit(aRecord({ step, uploadId: `upload${step}` }));
  };

  it('knows nothing of a checkpoint before its commit, and every field of it after', async () => {
    const record = aRecord({
      content: { sizeBytes: 6e12, sha256: 'ab', parts: { count: 2, sizeBytes: 3e12, composite: 'x' } },
      figures: { reward: Number.NaN, loss: Infinity, kl: -Infinity, episodeReward: 1e300 },
      means: { reward: 1e-300, loss: 0.1, kl: Number.NaN },
    });

    const before = [await store.find(RUN, ID), ...(await store.live(RUN))];
    const committed = await store.commit(record);

    expect(before).toEqual([undefined]);
    expect(committed).toEqual(record);
    expect([await store.find(RUN, ID), ...(await store.live(RUN))]).toEqual([record, record]);
  });

  it('makes one record of twenty commits at once, and all get that one', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => store.commit(aRecord({ uploadId: `upload${i}` }))),
    );

    const standing = await store.find(RUN, ID);
    expect(new Set(answers.map(({ uploadId }) => uploadId))).toEqual(new Set([standing?.uploadId]));
    expect(await store.live(RUN)).toHaveLength(1);
  });

  it('shows the living of one run in the order of numbers', async () => {
    await store.commit(aRecord({ attempt: 2, step: 1 }));
    await store.commit(aRecord({ runId: 'run-10' }));
    await commitSteps(10_000, 9_999, 200_000_000_000);

    const live = await store.live(RUN);

    expect(live.map(({ attempt, step }) => [attempt, step])).toEqual([
      [1, 9_999],
      [1, 10_000],
      [1, 200_000_000_000],
      [2, 1],
    ]);
  });

  it('leaves nothing of a buried one but its tombstone', async () => {
    const record = await store.commit(aRecord());

    const isBuried = await store.bury(record, NOW);

    const { runId, attempt, step, uploadId, content, figures, createdAt } = record;
    const tombstone = { runId, attempt, step, uploadId, content, figures, createdAt, prunedAt: NOW };
    expect(isBuried).toBe(true);
    expect([await store.find(RUN, ID), await store.live(RUN)]).toEqual([undefined, []]);
    expect(await store.tombstone(RUN, ID)).toEqual(tombstone);
  });

  it.each(Object.entries(HOLDS))('buries none that %s, whatever its caller has read', async (_, protect) => {
    const read = await store.commit(aRecord());
    await protect(store);

    const isBuried = await store.bury(read, NOW);

    expect(isBuried).toBe(false);
    expect(await store.find(RUN, ID)).toMatchObject({ uploadId: read.uploadId });
    expect(await store.tombstone(RUN, ID)).toBeUndefined();
  });

  it('buries what was held, once that is over', async () => {
    const record = await store.commit(aRecord());
    await store.hold(IT, NOW);

    expect([await store.bury(record, NOW - 1), await store.bury(record, NOW)]).toEqual([false, true]);
  });

  it('buries twice what is buried', async () => {
    const record = await store.commit(aRecord());
    await store.bury(record, NOW);

    expect(await store.bury(record, NOW)).toBe(true);
    expect(await store.tombstone(RUN, ID)).toMatchObject({ uploadId: record.uploadId });
  });

  it('never buries the checkpoint that was saved anew in place of the one it was told of', async () => {
    const first = await store.commit(aRecord({ uploadId: 'first' }));
    await store.bury(first, NOW);
    const second = await store.commit(aRecord({ uploadId: 'second' }));

    await store.bury(first, NOW);

    expect(await store.find(RUN, ID)).toEqual(second);
    expect(await store.tombstone(RUN, ID)).toMatchObject({ uploadId: 'first' });
  });

  it('holds until the latest of all moments asked for', async () => {
    await store.commit(aRecord());

    const held = [await store.hold(IT, 20), await store.hold(IT, 10), await store.hold(IT, 20)];

    expect(held).toEqual([true, true, true]);
    expect(await store.find(RUN, ID)).toMatchObject({ keptUntil: 20 });
  });

  it('neither holds nor pins nor makes what is not there', async () => {
    const answers = [await store.hold(IT, NOW), await store.pin(IT, 'ada'), await store.pin(IT, undefined)];

    expect(answers).toEqual([false, false, false]);
    expect(await store.live(RUN)).toEqual([]);
  });

  it('knows who pinned last, until it is unpinned', async () => {
    const record = await store.commit(aRecord());
    await store.pin(IT, 'ada');
    await store.pin(IT, 'bob');
    const pinned = await store.find(RUN, ID);

    await store.pin(IT, undefined);
    await store.pin(IT, undefined);

    expect(pinned).toEqual({ ...record, pinnedBy: 'bob' });
    expect(await store.find(RUN, ID)).toEqual(record);
  });

  it('neither holds nor pins the checkpoint that was saved anew in place of the one it was told of', async () => {
    const first = await store.commit(aRecord({ uploadId: 'first' }));
    await store.bury(first, NOW);
    const second = await store.commit(aRecord({ uploadId: 'second' }));

    const answers = [await store.hold(first, NOW), await store.pin(first, 'ada')];

    expect(answers).toEqual([false, false]);
    expect(await store.find(RUN, ID)).toEqual(second);
  });

  it('shows tombstones in pages, the newest first, each once', async () => {
    await store.commit(aRecord({ attempt: 2, step: 1 }));
    await commitSteps(9_999, 10_000, 100, 200);
    for (const record of await store.live(RUN)) await store.bury(record, NOW);

    const first = await store.tombstones(RUN, { limit: 2 });
    const second = await store.tombstones(RUN, { limit: 2, after: { attempt: 1, step: 10_000 } });
    const third = await store.tombstones(RUN, { limit: 2, after: { attempt: 1, step: 200 } });
    const fourth = await store.tombstones(RUN, { limit: 2, after: { attempt: 1, step: 100 } });

    const steps = [first, second, third, fourth].map((page) => page.map(({ step }) => step));
    expect(steps).toEqual([[1, 10_000], [9_999, 200], [100], []]);
  });
}

describe('a store of checkpoints in memory', () => {
  checkpointStoreContract(() => new CheckpointWorld(RUN).store);
});

interface Meanwhile {
  readonly before?: () => Promise<unknown>;
  readonly after?: () => Promise<void> | void;
}

/** Lets something happen around the deletion of a record, which a burial begins or has to give up with. */
function around(client: DynamoDBClient, { before, after }: Meanwhile): DynamoDBClient {
  const send = async (command: DeleteItemCommand) => {
    const isDeletion =
      command instanceof DeleteItemCommand && command.input.Key?.['sk']?.S?.startsWith('check');
    if (isDeletion !== true) return client.send(command);
    await before?.();
    const [answer] = await Promise.allSettled([client.send(command)]);
    await after?.();
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  };
  return Object.defineProperty(Object.create(client) as DynamoDBClient, 'send', { value: send });
}

onEveryEngine('a store of checkpoints in DynamoDB', (client) => {
  checkpointStoreContract(async () => new DynamoDbCheckpointStore(client(), await aControlTable(client())));

  it.each(['begins after', 'began before'])(
    'keeps the tombstone of a burial that %s one that is refused',
    async (order) => {
      const table = await aControlTable(client());
      const storeOn = (change: Meanwhile) => new DynamoDbCheckpointStore(around(client(), change), table);
      const store = storeOn({});
      const record = await store.commit(aRecord());
      await store.pin(record, 'ada');
      const [isRefused, isOver] = [Promise.withResolvers<null>(), Promise.withResolvers<null>()];
      const giveUpLate = async () => {
        await store.pin(record, undefined);
        isRefused.resolve(null);
        await isOver.promise;
      };
      const bury = (change: Meanwhile) => storeOn(change).bury(record, NOW);

      let refused: Promise<boolean> | undefined;
      const refuse = () => {
        refused = bury({ after: giveUpLate });
        return isRefused.promise;
      };
      if (order === 'begins after') await refuse();
      const buried = await bury({
        ...(order === 'began before' && { before: refuse }),
        after: () => {
          isOver.resolve(null);
        },
      });

      expect([buried, await refused]).toEqual([true, false]);
      expect(await store.find(RUN, ID)).toBeUndefined();
      expect(await store.tombstone(RUN, ID)).toMatchObject({ uploadId: record.uploadId });
    },
  );
});
