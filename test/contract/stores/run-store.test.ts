import { GetItemCommand, PutItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { DynamoDbRunStore } from '../../../lib/aws/dynamodb-run-store.ts';
import { LOCK_KEYS } from '../../../lib/contracts/runbook-keys.ts';
import { CONTROL_TABLE, RUN_KEYS } from '../../../lib/contracts/tables.ts';
import type { HeldLock } from '../../../lib/contracts/lock-item.ts';
import type { RunItem } from '../../../lib/contracts/run-item.ts';
import type { RecordKey, RunStore } from '../../../lib/training/ports.ts';
import { onEveryEngine } from '../../support/dynamodb/on-every-engine.ts';
import { aTable } from '../../support/dynamodb/tables.ts';
import { aRun, nextOf, STARTED_AT } from '../../support/training/a-run.ts';
import { InMemoryRunStore } from '../../support/training/in-memory-run-store.ts';

/** A store, and a look behind it. */
interface World {
  readonly store: RunStore;
  commit(key: RecordKey): Promise<void>;
  hold(lock: HeldLock): Promise<void>;
  isMarked(runId: string): Promise<boolean>;
}

const FULL: RunItem = aRun({
  run_id: 'full',
  metrics_at: STARTED_AT + 5,
  total_steps: 10_000,
  labels: { team: 'rl' },
  last_step: 499,
  attempt: 2,
  lineage: [{ attempt: 2, step: 250, at: STARTED_AT, by: 'artisan', reason: 'loss_spike at step 300' }],
  directive: {
    id: 'd1',
    action: 'rollback',
    attempt: 2,
    issued_at: STARTED_AT,
    by: 'artisan',
    reason: 'loss_spike',
    target: { attempt: 1, step: 250, sha256: 'ab' },
    acknowledged: { status: 'done', global_step: 250, at: STARTED_AT + 1 },
  },
  overrides: { learning_rate: { value: 1e-5, by: 'ada', at: STARTED_AT, reason: 'careful' } },
  findings: [{ kind: 'loss_spike', attempt: 1, step: 300, detail: 'mean 3 > 1', at: STARTED_AT }],
  sums: {
    reward: { count: 500, sum: 1e300 },
    loss: { count: 2, sum: Infinity },
    kl: { count: 0, sum: 0 },
    episode_reward: { count: 1, sum: -0.1 },
  },
  latest: { reward: 1e300, loss: 1e-200 },
  runaway: { attempt: 2, step: 499, at: STARTED_AT, detail: 'mean 120' },
  windows: new Uint8Array([0, 255, 7]),
});

function runStoreContract(world: () => World | Promise<World>): void {
  let store: RunStore;
  let behind: World;
  beforeEach(async () => {
    behind = await world();
    ({ store } = behind);
  });

  it('knows no run before it is made, and every field of it after', async () => {
    const before = await store.read('full');

    const created = await store.create(FULL);

    expect(before).toBeUndefined();
    expect(created).toEqual(FULL);
    expect(await store.read('full')).toEqual(FULL);
  });

  it('makes one run of twenty who make it at once, and all get that one', async () => {
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, i) => store.create(aRun({ change_id: `creator-${i}` }))),
    );

    const standing = await store.read('run-1');
    expect(new Set(made.map(({ change_id }) => change_id))).toEqual(new Set([standing?.change_id]));
  });

  it.each([{}, { list: true }])('lets one of twenty writers of a version win (%j)', async (effects) => {
    const run = await store.create(aRun());

    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () => store.save(nextOf(run), effects)),
    );

    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(19);
    for (const { reason } of refused) expect(reason).toMatchObject({ name: 'RunChangedError' });
    expect((await store.read('run-1'))?.version).toBe(2);
  });

  it.each([{}, { list: true }])('takes a write whose answer was lost for the same (%j)', async (effects) => {
    const next = nextOf(await store.create(aRun()));
    await store.save(next, effects);

    await store.save(next, effects);

    expect((await store.read('run-1'))?.version).toBe(2);
  });

  it('goes back only to a checkpoint that stands, all or nothing', async () => {
    const run = await store.create(aRun());
    const key = { pk: 'run#run-1', sk: 'checkpoint#00001#000000000500' };
    const next = nextOf(run, { attempt: 2 });

    const early = await store.save(next, { requires: key, list: true }).catch((error: unknown) => error);
    const between = await store.read('run-1');
    await behind.commit(key);
    await store.save(next, { requires: key, list: true });

    expect(early).toMatchObject({ name: 'TargetGoneError' });
    expect(between).toEqual(run);
    expect((await store.read('run-1'))?.attempt).toBe(2);
    expect((await store.list({ limit: 1 })).items).toMatchObject([{ attempt: 2 }]);
  });

  it('is changed rather than gone when both are so', async () => {
    const run = await store.create(aRun());
    await store.save(nextOf(run));

    const refused = await store
      .save(nextOf(run), { requires: { pk: 'run#run-1', sk: 'checkpoint#none' } })
      .catch((error: unknown) => error);

    expect(refused).toMatchObject({ name: 'RunChangedError' });
  });

  it.each([{}, { list: true }])(
    'changes for the holder of a lock, and for nobody else (%j)',
    async (effects) => {
      const run = await store.create(aRun());
      const mine = { resource: 'run#run-1', owner: 'execution-1', fence: 3 };
      const next = nextOf(run, { attempt: 2 });

      const free = await store.save(next, { ...effects, lock: mine }).catch((error: unknown) => error);
      await behind.hold({ ...mine, owner: 'execution-2', fence: 4 });
      const others = await store.save(next, { ...effects, lock: mine }).catch((error: unknown) => error);
      await behind.hold({ ...mine, fence: 5 });
      const older = await store.save(next, { ...effects, lock: mine }).catch((error: unknown) => error);
      const between = await store.read('run-1');
      await behind.hold(mine);
      await store.save(next, { ...effects, lock: mine });
      await behind.hold({ ...mine, fence: 6 });
      await store.save(next, { ...effects, lock: mine });

      for (const refused of [free, others, older]) expect(refused).toMatchObject({ name: 'LockLostError' });
      expect(between).toEqual(run);
      expect(await store.read('run-1')).toEqual(next);
    },
  );

  it('needs the checkpoint and the lock together, and says which of them is gone', async () => {
    const run = await store.create(aRun());
    const lock = { resource: 'run#run-1', owner: 'execution-1', fence: 1 };
    const requires = { pk: 'run#run-1', sk: 'checkpoint#00001#000000000500' };
    const next = nextOf(run, { attempt: 2 });
    const save = () => store.save(next, { requires, lock }).catch((error: unknown) => error);

    await behind.hold(lock);
    const noCheckpoint = await save();
    await behind.commit(requires);
    await behind.hold({ ...lock, fence: 2 });
    const noLock = await save();
    await behind.hold(lock);

    expect([noCheckpoint, noLock, await save()]).toMatchObject([
      { name: 'TargetGoneError' },
      { name: 'LockLostError' },
      undefined,
    ]);
  });

  it('marks a runaway with the pause, and takes the mark away with it', async () => {
    const run = await store.create(aRun());
    const paused = nextOf(run, { runaway: { attempt: 1, step: 9, at: STARTED_AT, detail: 'mean 120' } });
    await store.save(paused, { runaway: 'mark' });
    const marked = await behind.isMarked('run-1');

    await store.save(nextOf(paused), { runaway: 'unmark' });

    expect([marked, await behind.isMarked('run-1')]).toEqual([true, false]);
  });

  it('lists runs in pages, the last id first, each once', async () => {
    for (let i = 0; i < 7; i += 1) await store.create(aRun({ run_id: `run-${i}` }));
    const seen: string[] = [];

    let after: string | undefined;
    do {
      const page = await store.list({ limit: 3, ...(after !== undefined && { after }) });
      seen.push(...page.items.map(({ run_id }) => run_id));
      after = page.next;
    } while (after !== undefined);

    expect(seen).toEqual(['run-6', 'run-5', 'run-4', 'run-3', 'run-2', 'run-1', 'run-0']);
  });

  it('knows the runs that are not over, in pages by id, until they end', async () => {
    const ids = ['b', 'a', '-c', 'A', '_d'].map((name) => `${name}-active`);
    const runs = await Promise.all(ids.map((run_id) => store.create(aRun({ run_id }))));
    const [stopped, finished] = runs;
    if (!stopped || !finished) throw new Error('Nothing was made');

    const before = [await store.active({ limit: 3 }), await store.active({ limit: 3, after: '_d-active' })];
    await store.save(nextOf(stopped, { status: 'stopped' }), { list: true });
    await store.save(nextOf(finished, { status: 'finished' }), { list: true });
    const after = await store.active({ limit: 100 });

    expect(before).toEqual([
      ['-c-active', 'A-active', '_d-active'],
      ['a-active', 'b-active'],
    ]);
    expect(after).toEqual(['-c-active', 'A-active', '_d-active']);
  });

  it('brings a line of the list up to date, never back', async () => {
    const run = await store.create(aRun());
    const next = nextOf(run, { last_step: 5, latest: { reward: 2 }, metrics_at: STARTED_AT });

    await store.refreshSummary(next);
    await store.refreshSummary(run);

    expect((await store.list({ limit: 9 })).items).toMatchObject([{ last_step: 5, latest: { reward: 2 } }]);
  });
}

describe('a run store in memory', () => {
  runStoreContract(() => {
    const store = new InMemoryRunStore();
    return {
      store,
      commit: async ({ sk }) => {
        await Promise.resolve(store.committed.add(sk));
      },
      hold: async ({ resource, ...held }) => {
        await Promise.resolve(store.locks.set(resource, held));
      },
      isMarked: (runId) => Promise.resolve(store.runaways.has(runId)),
    };
  });
});

onEveryEngine('runs on DynamoDB', (client) => {
  runStoreContract(() => aWorld(client()));
});

async function aWorld(client: DynamoDBClient): Promise<World> {
  const { partitionKey, sortKey } = CONTROL_TABLE;
  const table = await aTable(client, {
    KeySchema: [
      { AttributeName: partitionKey, KeyType: 'HASH' },
      { AttributeName: sortKey, KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: partitionKey, AttributeType: 'S' },
      { AttributeName: sortKey, AttributeType: 'S' },
    ],
  });
  return {
    store: new DynamoDbRunStore(client, table),
    commit: async (key) => {
      const Item = marshall({ ...key, state: 'committed' });
      await client.send(new PutItemCommand({ TableName: table, Item }));
    },
    hold: async ({ resource, ...held }) => {
      const Item = marshall({ ...LOCK_KEYS.lock(resource), ...held });
      await client.send(new PutItemCommand({ TableName: table, Item }));
    },
    isMarked: async (runId) => {
      const Key = marshall(RUN_KEYS.runaway(runId));
      const { Item } = await client.send(new GetItemCommand({ TableName: table, Key }));
      return Item !== undefined && unmarshall(Item)['detail'] === 'mean 120';
    },
  };
}
