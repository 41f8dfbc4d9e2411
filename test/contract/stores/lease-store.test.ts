import { DynamoDbLeaseStore } from '../../../lib/aws/dynamodb-lease-store.ts';
import { createQueues, createReturns } from '../../../lib/leases/leases.ts';
import type { LeaseStore, Taking } from '../../../lib/leases/ports.ts';
import { aControlTable } from '../../support/dynamodb/control-table.ts';
import { onEveryEngine } from '../../support/dynamodb/on-every-engine.ts';
import { InMemoryLeaseStore } from '../../support/leases/in-memory-lease-store.ts';
import { seededRandom } from '../../support/traffic/selector.ts';

const START = 1_800_000_000_000;
const TTL = 120_000;

const taking = (token: string, change: Partial<Taking> = {}): Taking => ({
  mode: 'fast',
  start: START,
  deadAt: START + 150_000,
  lease: { replica: 'fast-1', token },
  room: 100,
  ...change,
});

const names = (count: number, prefix = 't') =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);

/** What every LeaseStore does, and what the limit that is built on it holds to. */
function leaseStoreContract(storeOf: () => LeaseStore | Promise<LeaseStore>): void {
  let store: LeaseStore;
  beforeEach(async () => {
    store = await storeOf();
  });

  const inFlight = async (mode = 'fast', from = START) =>
    (await store.read(mode, from)).flatMap(({ leases }) => leases);

  it('gives back what was taken, by bucket and in order, of one mode', async () => {
    await store.take(taking('b', { start: START + 30_000 }));
    await store.take(taking('a'));
    await store.take(taking('x', { mode: 'slow' }));

    expect(await store.read('fast', START)).toEqual([
      { start: START, leases: [{ replica: 'fast-1', token: 'a' }] },
      { start: START + 30_000, leases: [{ replica: 'fast-1', token: 'b' }] },
    ]);
    expect(await inFlight('fast', START + 1)).toEqual([{ replica: 'fast-1', token: 'b' }]);
  });

  it('lets as many of fifty at once into a bucket as there is room for', async () => {
    const taken = await Promise.all(names(50).map((token) => store.take(taking(token, { room: 20 }))));

    expect(taken.filter(Boolean)).toHaveLength(20);
    expect(await inFlight()).toHaveLength(20);
  });

  it('counts a lease once, however often it is taken or given back', async () => {
    expect(await store.take(taking('a', { room: 1 }))).toBe(true);
    expect(await store.take(taking('a', { room: 1 }))).toBe(true);
    await store.take(taking('b'));

    for (let times = 0; times < 3; times += 1) await store.giveBack('fast', START, [taking('a').lease]);

    expect(await inFlight()).toEqual([{ replica: 'fast-1', token: 'b' }]);
  });

  it('takes nothing away for a lease that is not there', async () => {
    await store.take(taking('a'));

    await store.giveBack('fast', START, [
      { replica: 'fast-1', token: 'forged' },
      { replica: 'fast-2', token: 'a' },
    ]);
    await store.giveBack('fast', START + 30_000, [taking('a').lease]);
    await store.giveBack('slow', START, [taking('a').lease]);

    expect(await store.read('fast', START)).toEqual([{ start: START, leases: [taking('a').lease] }]);
    expect(await store.read('slow', 0)).toEqual([]);
  });

  it('has room again when the last lease of a bucket was given back', async () => {
    await store.take(taking('a', { room: 1 }));

    await store.giveBack('fast', START, [taking('a').lease]);

    expect(await inFlight()).toEqual([]);
    expect(await store.take(taking('b', { room: 1 }))).toBe(true);
  });

  describe('under leases with a limit of ten', () => {
    const random = seededRandom();
    const aPool = () =>
      createQueues({
        config: { replicas: { fast: ['r1', 'r2', 'r3'] }, max_queue_size: 10, lease_ttl_ms: TTL },
        store,
        random,
        onStoreError: () => undefined,
      });
    const owner = (nonce: string, at = START) => ({ mode: 'fast', nonce, at });
    const take = async (prefix: string, at = START, count = 50) =>
      Promise.all(names(count, prefix).map((nonce) => aPool().take(owner(nonce, at))));
    const placed = (places: Awaited<ReturnType<typeof take>>) =>
      places.filter(({ isFull }) => !isFull).length;

    it('lets ten of fifty at once in, spread over the replicas', async () => {
      const places = await take('n');

      const leases = await inFlight();
      expect(placed(places)).toBe(10);
      expect(leases).toHaveLength(10);
      expect(new Set(leases.map(({ replica }) => replica)).size).toBeGreaterThan(1);
    });

    it('counts what older buckets still hold', async () => {
      await take('old', START, 7);

      expect(placed(await take('new', START + 60_000))).toBe(3);
    });

    it('lets a lease that is never returned fall out by itself', async () => {
      await take('lost', START, 10);

      expect(placed(await take('early', START + TTL, 1))).toBe(0);
      expect(placed(await take('late', START + TTL + 30_000, 50))).toBe(10);
    });

    it('is over the limit where a bucket begins by no more than the callers who read before and write after', async () => {
      const late = Promise.all(names(50, 'before').map((n) => aPool().take(owner(n, START + 29_999))));
      const early = Promise.all(names(50, 'after').map((n) => aPool().take(owner(n, START + 30_000))));

      const total = placed(await late) + placed(await early);

      expect(total).toBeGreaterThanOrEqual(10);
      expect(total).toBeLessThanOrEqual(20);
      expect(placed(await take('next', START + 30_001))).toBe(0);
    });

    it('takes the returns of fifty callers, forged and repeated ones among them, for what they are', async () => {
      const places = await take('n');
      const held = places.flatMap((place, index) =>
        !place.isFull && place.leaseId !== undefined
          ? [{ leaseId: place.leaseId, selection: owner(`n${index}`) }]
          : [],
      );
      const forged = names(50, 'f').map((nonce) => ({ leaseId: `r1.${nonce}`, selection: owner(nonce) }));

      await Promise.all(
        names(25).map(() =>
          createReturns({ lease_ttl_ms: TTL }, store).giveBack([
            ...held.slice(0, 4),
            ...forged,
            ...held.slice(0, 4),
          ]),
        ),
      );

      expect(await inFlight()).toHaveLength(6);
      expect(placed(await take('m'))).toBe(4);
    });
  });
}

describe('a lease store in memory', () => {
  leaseStoreContract(() => new InMemoryLeaseStore());
});

onEveryEngine('a lease store on DynamoDB', (client) => {
  leaseStoreContract(async () => new DynamoDbLeaseStore(client(), await aControlTable(client())));
});
