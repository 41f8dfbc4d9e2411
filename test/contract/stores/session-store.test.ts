import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { DynamoDbSessionStore } from '../../../lib/aws/dynamodb-session-store.ts';
import { SESSIONS_TABLE } from '../../../lib/contracts/tables.ts';
import { isLive, type Pin, type PinRule } from '../../../lib/traffic/pin.ts';
import type { SessionStore } from '../../../lib/traffic/ports.ts';
import { onEveryEngine } from '../../support/dynamodb/on-every-engine.ts';
import { aTable } from '../../support/dynamodb/tables.ts';
import { InMemorySessionStore } from '../../support/traffic/fakes.ts';

const NOW = 1_800_000_000;
const RULE: PinRule = { nowSeconds: NOW, modes: ['fast', 'balanced'], minimumVersion: 2 };

const aPin = (change: Partial<Pin> = {}): Pin => ({
  mode: 'fast',
  weightsVersion: 2,
  expiresAtSeconds: NOW + 3_600,
  assignmentId: randomUUID(),
  ...change,
});

/** What every SessionStore does, whatever is behind it. */
function sessionStoreContract(storeOf: () => SessionStore | Promise<SessionStore>): void {
  let store: SessionStore;
  beforeAll(async () => {
    store = await storeOf();
  });

  it('has no pin for a session that was never seen', async () => {
    expect(await store.find(randomUUID())).toBeUndefined();
  });

  it('gives back the pin that was claimed, every field of it', async () => {
    const session = randomUUID();
    const pin = aPin();

    const standing = await store.claim(session, pin, RULE);

    expect(standing).toEqual(pin);
    expect(await store.find(session)).toEqual(pin);
  });

  it('lets one of fifty first claims win, and tells the losers the winner', async () => {
    const session = randomUUID();
    const pins = Array.from({ length: 50 }, (_, i) => aPin({ mode: i % 2 === 0 ? 'fast' : 'balanced' }));

    const standing = await Promise.all(pins.map((pin) => store.claim(session, pin, RULE)));

    const [winner] = standing;
    expect(standing.every((pin) => pin.assignmentId === winner?.assignmentId)).toBe(true);
    expect(await store.find(session)).toEqual(winner);
  });

  it('lets one of fifty claims replace an expired pin', async () => {
    const session = randomUUID();
    await store.claim(session, aPin({ expiresAtSeconds: NOW }), { ...RULE, nowSeconds: NOW - 10 });
    const pins = Array.from({ length: 50 }, () => aPin());

    const standing = await Promise.all(pins.map((pin) => store.claim(session, pin, RULE)));

    expect(new Set(standing.map(({ assignmentId }) => assignmentId)).size).toBe(1);
    expect(standing[0]?.expiresAtSeconds).toBe(NOW + 3_600);
  });

  it('replaces a pin exactly when the domain says that it no longer holds', async () => {
    const anyPin = fc.record({
      mode: fc.constantFrom('fast', 'balanced', 'removed'),
      weightsVersion: fc.integer({ min: 1, max: 3 }),
      expiresAtSeconds: fc.integer({ min: NOW - 2, max: NOW + 2 }),
    });
    await fc.assert(
      fc.asyncProperty(anyPin, async (fields) => {
        const session = randomUUID();
        const old = aPin(fields);
        await store.claim(session, old, RULE);
        const fresh = aPin();

        const standing = await store.claim(session, fresh, RULE);

        expect(standing).toEqual(isLive(old, RULE) ? old : fresh);
      }),
      { numRuns: 60 },
    );
  });
}

describe('a session store in memory', () => {
  sessionStoreContract(() => new InMemorySessionStore());
});

onEveryEngine('a session store on DynamoDB', (client) => {
  sessionStoreContract(async () => {
    const { partitionKey } = SESSIONS_TABLE;
    const table = await aTable(client(), {
      KeySchema: [{ AttributeName: partitionKey, KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: partitionKey, AttributeType: 'S' }],
    });
    return new DynamoDbSessionStore(client(), table);
  });
});
