import { DynamoDbRotationCounter } from '../../../lib/aws/dynamodb-rotation-counter.ts';
import { DynamoDbSigningKeyStore } from '../../../lib/aws/dynamodb-signing-key-store.ts';
import { DynamoDbTrafficSettingsStore } from '../../../lib/aws/dynamodb-traffic-settings-store.ts';
import type { TrafficSettingsStore } from '../../../lib/traffic/ports.ts';
import type { TrafficSettings } from '../../../lib/traffic/settings.ts';
import { aControlTable } from '../../support/dynamodb/control-table.ts';
import { onEveryEngine } from '../../support/dynamodb/on-every-engine.ts';
import { InMemorySettingsStore } from '../../support/traffic/fakes.ts';

const settingsAt = (revision: number): TrafficSettings => ({
  revision,
  weights: { fast: 60, balanced: 30, creative: 10 },
  weightsVersion: revision,
  minimumVersion: 0,
  configured: 'abcd1234',
  downshifts: {
    creative: { to: 'fast', owner: 'ada', reason: 'qwen is down', until: 1_800_000_000_000 },
    balanced: { to: 'fast', owner: 'ada', reason: 'no end' },
  },
});

const change = (id: string) => ({ id, by: 'ada', at: 1_800_000_000_000 });

function settingsStoreContract(storeOf: () => TrafficSettingsStore | Promise<TrafficSettingsStore>): void {
  let store: TrafficSettingsStore;
  beforeEach(async () => {
    store = await storeOf();
  });

  it('has nothing before the first change', async () => {
    expect(await store.read()).toBeUndefined();
  });

  it('gives back what was written, every field of it', async () => {
    await store.write(settingsAt(1), change('a'));

    expect(await store.read()).toEqual(settingsAt(1));
  });

  it('lets one of twenty writers of the same revision win, first and later ones', async () => {
    for (const revision of [1, 2]) {
      const results = await Promise.allSettled(
        Array.from({ length: 20 }, (_, i) => store.write(settingsAt(revision), change(`${revision}-${i}`))),
      );

      const refused = results.filter((result) => result.status === 'rejected');
      expect(refused).toHaveLength(19);
      for (const { reason } of refused) expect(reason).toMatchObject({ name: 'StalePreconditionError' });
    }
  });

  it('takes the repetition of a write whose answer was lost for the same write', async () => {
    await store.write(settingsAt(1), change('a'));

    await store.write(settingsAt(1), change('a'));

    expect((await store.read())?.revision).toBe(1);
  });
}

describe('a settings store in memory', () => {
  settingsStoreContract(() => new InMemorySettingsStore());
});

onEveryEngine('the control table on DynamoDB', (client) => {
  settingsStoreContract(
    async () => new DynamoDbTrafficSettingsStore(client(), await aControlTable(client())),
  );

  it('counts turns from 0 without losing one of fifty at once', async () => {
    const counter = new DynamoDbRotationCounter(client(), await aControlTable(client()));

    const turns = await Promise.all(Array.from({ length: 50 }, () => counter.next()));

    expect(turns.toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: 50 }, (_, turn) => turn),
    );
  });

  it('agrees on one signing key, whoever of twenty comes first', async () => {
    const store = new DynamoDbSigningKeyStore(client(), await aControlTable(client()));

    const keys = await Promise.all(
      Array.from({ length: 20 }, (_, i) => store.loadOrCreate(Buffer.alloc(32, i))),
    );

    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect(await store.loadOrCreate(Buffer.alloc(32, 99))).toEqual(keys[0]);
  });
});
