import { DynamoDbIdempotencyStore } from '../../../lib/aws/dynamodb-idempotency-store.ts';
import type { Claim, IdempotencyStore } from '../../../lib/idempotency/ports.ts';
import { aControlTable } from '../../support/dynamodb/control-table.ts';
import { onEveryEngine } from '../../support/dynamodb/on-every-engine.ts';
import { InMemoryIdempotencyStore } from '../../support/idempotency/in-memory-idempotency-store.ts';

const NOW = 1_800_000_000_000;
const ANSWER = { status: 201, headers: { etag: '"1"' }, body: { id: 'a', parts: [1, null] } };

let keys = 0;
const aKey = () => `key-${(keys += 1)}`;

const aClaim = (change: Partial<Claim> = {}): Claim => ({
  key: 'key',
  fingerprint: 'print',
  owner: 'first',
  now: NOW,
  leaseUntil: NOW + 30_000,
  expiresAt: NOW + 3_600_000,
  ...change,
});

/** What every IdempotencyStore does, whatever is behind it. */
function idempotencyStoreContract(storeOf: () => IdempotencyStore | Promise<IdempotencyStore>): void {
  let store: IdempotencyStore;
  beforeAll(async () => {
    store = await storeOf();
  });

  it('gives a key to one of fifty tries at once, and tells the others what stands', async () => {
    const key = aKey();

    const standing = await Promise.all(
      Array.from({ length: 50 }, (_, i) => store.claim(aClaim({ key, owner: `try-${i}` }))),
    );

    const refused = standing.filter((record) => record !== undefined);
    expect(refused).toHaveLength(49);
    for (const record of refused) expect(record).toMatchObject({ state: 'begun', fingerprint: 'print' });
  });

  it('takes the repetition of a claim whose answer was lost for the same claim', async () => {
    const claim = aClaim({ key: aKey() });
    await store.claim(claim);

    expect(await store.claim(claim)).toBeUndefined();
  });

  it('gives a kept answer back, every part of it, and one of nothing as done', async () => {
    const [kept, bare] = [aClaim({ key: aKey() }), aClaim({ key: aKey() })];
    await store.claim(kept);
    await store.claim(bare);

    const completions = [await store.complete(kept, ANSWER), await store.complete(bare)];

    expect(completions).toEqual([{ isRecorded: true }, { isRecorded: true }]);
    expect(await store.claim({ ...kept, owner: 'second' })).toMatchObject({ state: 'done', answer: ANSWER });
    expect(await store.claim({ ...bare, owner: 'second' })).not.toHaveProperty('answer');
  });

  it('takes the repetition of a completion whose answer was lost for the same completion', async () => {
    const claim = aClaim({ key: aKey() });
    await store.claim(claim);
    await store.complete(claim, ANSWER);

    expect(await store.complete(claim, ANSWER)).toEqual({ isRecorded: true });
  });

  it.each([
    ['before the lease ends', { now: NOW + 29_999 }, false],
    ['when the lease ends', { now: NOW + 30_000 }, true],
    ['after the lease with another fingerprint', { now: NOW + 60_000, fingerprint: 'other' }, false],
    [
      'when the record expires, whatever the fingerprint',
      { now: NOW + 3_600_000, fingerprint: 'other' },
      true,
    ],
  ])('%s, a second try takes an abandoned key: %p %p', async (_when, change, isTaken) => {
    const key = aKey();
    await store.claim(aClaim({ key }));

    const standing = await store.claim(aClaim({ key, owner: 'second', ...change }));

    expect(standing === undefined).toBe(isTaken);
  });

  it('never gives a key away that is done, until it expires', async () => {
    const claim = aClaim({ key: aKey() });
    await store.claim(claim);
    await store.complete(claim, ANSWER);

    const late = await store.claim({ ...claim, owner: 'second', now: NOW + 3_599_000 });
    const expired = await store.claim({ ...claim, owner: 'third', now: NOW + 3_600_000 });

    expect(late).toMatchObject({ state: 'done' });
    expect(expired).toBeUndefined();
  });

  it('fences the first try off once a second has taken over', async () => {
    const first = aClaim({ key: aKey() });
    const second = { ...first, owner: 'second', now: NOW + 30_000, leaseUntil: NOW + 60_000 };
    await store.claim(first);
    await store.claim(second);

    const whileRunning = await store.complete(first, { ...ANSWER, body: 'late' });
    await store.release(first);
    const ended = await store.complete(second, ANSWER);
    const afterwards = await store.complete(first, { ...ANSWER, body: 'late' });

    expect(whileRunning).toMatchObject({ isRecorded: false, standing: { state: 'begun' } });
    expect(ended).toEqual({ isRecorded: true });
    expect(afterwards).toMatchObject({ isRecorded: false, standing: { state: 'done', answer: ANSWER } });
  });

  it('says that nothing stands when the second try has given up', async () => {
    const first = aClaim({ key: aKey() });
    const second = { ...first, owner: 'second', now: NOW + 30_000, leaseUntil: NOW + 60_000 };
    await store.claim(first);
    await store.claim(second);
    await store.release(second);

    expect(await store.complete(first, ANSWER)).toEqual({ isRecorded: false });
  });

  it('frees a key that is released, and none that is done', async () => {
    const [given, done] = [aClaim({ key: aKey() }), aClaim({ key: aKey() })];
    await store.claim(given);
    await store.claim(done);
    await store.complete(done, ANSWER);

    await store.release(given);
    await store.release(done);

    expect(await store.claim({ ...given, owner: 'second', fingerprint: 'other' })).toBeUndefined();
    expect(await store.claim({ ...done, owner: 'second' })).toMatchObject({ state: 'done' });
  });
}

describe('an idempotency store in memory', () => {
  idempotencyStoreContract(() => new InMemoryIdempotencyStore());
});

onEveryEngine('an idempotency store on DynamoDB', (client) => {
  idempotencyStoreContract(async () => new DynamoDbIdempotencyStore(client(), await aControlTable(client())));
});
