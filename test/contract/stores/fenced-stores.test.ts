import { PutItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { controlTransactor } from '../../../functions/shared/control-transactor.ts';
import { DynamoDbBreakerStore } from '../../../lib/aws/dynamodb-breaker-store.ts';
import { DynamoDbFencedBreakers } from '../../../lib/aws/dynamodb-fenced-breakers.ts';
import { DynamoDbFencedSettings } from '../../../lib/aws/dynamodb-fenced-settings.ts';
import { DynamoDbTrafficSettingsStore } from '../../../lib/aws/dynamodb-traffic-settings-store.ts';
import { closedFromTheStart } from '../../../lib/breakers/breaker.ts';
import { forcedOpen, putBack } from '../../../lib/breakers/runbook-order.ts';
import { LOCK_KEYS } from '../../../lib/contracts/runbook-keys.ts';
import type { TrafficSettings } from '../../../lib/traffic/settings.ts';
import { aControlTable } from '../../support/dynamodb/control-table.ts';
import { onEveryEngine } from '../../support/dynamodb/on-every-engine.ts';

const NOW = 1_800_000_000_000;
const LOCK = { resource: 'model#qwen', owner: 'execution-1', fence: 3 };
const ORDER = { by: 'runbook r', reason: 'it fails', executionId: 'execution-1', effectId: 'effect-1' };
const CLOSED = closedFromTheStart('qwen');
const FORCED = forcedOpen({ ...CLOSED, state: 'open', generation: 4, openings: 2, backoffMs: 9 }, ORDER, NOW);
const SETTINGS: TrafficSettings = {
  revision: 1,
  ...{ weights: { fast: 60, creative: 40 }, weightsVersion: 1, minimumVersion: 0, configured: 'abcd' },
  downshifts: { creative: { to: 'fast', owner: ORDER.by, reason: 'it fails', executionId: 'execution-1' } },
  effects: ['effect-1'],
};
const CHANGE = { id: 'effect-1', by: ORDER.by, at: NOW, reason: 'it fails' };

/** Not the execution that holds it: nobody does, another one, or a later taking. */
const OTHERS = [undefined, { ...LOCK, owner: 'execution-2' }, { ...LOCK, fence: 4 }] as const;

async function aWorld(client: DynamoDBClient) {
  const table = await aControlTable(client);
  const transactor = controlTransactor(client);
  const settings = new DynamoDbTrafficSettingsStore(client, table);
  return {
    breakers: new DynamoDbBreakerStore(client, table),
    fencedBreakers: new DynamoDbFencedBreakers(transactor, table),
    settings,
    fencedSettings: new DynamoDbFencedSettings(settings, { ...transactor, table }, LOCK),
    hold: async (lock: typeof LOCK | undefined) => {
      if (!lock) return;
      const Item = marshall({ ...LOCK_KEYS.lock(lock.resource), ...lock });
      await client.send(new PutItemCommand({ TableName: table, Item }));
    },
  };
}

onEveryEngine('changes under a lock', (client) => {
  const under = { changeId: 'effect-1', lock: LOCK };

  it('force a breaker and give back what stood, every field of it', async () => {
    const world = await aWorld(client());
    await world.hold(LOCK);

    const forced = await world.fencedBreakers.transition(CLOSED, FORCED, under);
    const [read] = await world.breakers.read(['qwen'], { consistent: true });
    const back = putBack(read ?? CLOSED, { ...ORDER, effectId: 'effect-2' }, NOW + 1) ?? CLOSED;
    await world.fencedBreakers.transition(FORCED, back, { ...under, changeId: 'effect-2' });

    expect(forced).toBe(FORCED);
    expect(read).toEqual(FORCED);
    const [standing] = await world.breakers.read(['qwen'], { consistent: true });
    expect(standing).toEqual({ ...back, forced: undefined });
    expect(standing).toMatchObject({
      state: 'open',
      openings: 2,
      backoffMs: 9,
      effects: ['effect-1', 'effect-2'],
    });
  });

  it('write settings, every field of them', async () => {
    const world = await aWorld(client());
    await world.hold(LOCK);

    await world.fencedSettings.write(SETTINGS, CHANGE);

    expect(await world.fencedSettings.read()).toEqual(SETTINGS);
  });

  it.each(OTHERS)('are refused when it is not held, and write nothing (%j)', async (holder) => {
    const world = await aWorld(client());
    await world.hold(holder);

    const changes = await Promise.allSettled([
      world.fencedBreakers.transition(CLOSED, FORCED, under),
      world.fencedSettings.write(SETTINGS, CHANGE),
    ]);

    expect(changes).toMatchObject(changes.map(() => ({ reason: { name: 'LockLostError' } })));
    expect(await world.breakers.read(['qwen'], { consistent: true })).toEqual([CLOSED]);
    expect(await world.settings.read()).toBeUndefined();
  });

  it('that come late find what stands, and their own repetition to be themselves', async () => {
    const world = await aWorld(client());
    await world.hold(LOCK);
    const opened = { ...CLOSED, state: 'open', generation: 1 } as const;
    await world.breakers.transition(CLOSED, opened, 'somebody');
    await world.settings.write({ ...SETTINGS, effects: [] }, { ...CHANGE, id: 'somebody' });

    const late = await world.fencedBreakers.transition(CLOSED, FORCED, under);
    const lateSettings = world.fencedSettings.write(SETTINGS, CHANGE);
    await expect(lateSettings).rejects.toMatchObject({ name: 'StalePreconditionError' });
    await world.fencedBreakers.transition(opened, FORCED, under);
    const again = await world.fencedBreakers.transition(opened, FORCED, under);
    const next = { ...SETTINGS, revision: 2 };
    await world.fencedSettings.write(next, CHANGE);
    await world.fencedSettings.write(next, CHANGE);

    expect([late, again]).toEqual([opened, FORCED]);
    expect(await world.settings.read()).toEqual(next);
  });
});
