import { DynamoDbBreakerStore } from '../../lib/aws/dynamodb-breaker-store.ts';
import { FIVE_FAULTS } from '../support/breakers/five-faults.ts';
import { aBreakerWorld } from '../support/breakers/world.ts';
import { aControlTable } from '../support/dynamodb/control-table.ts';
import { onEveryEngine } from '../support/dynamodb/on-every-engine.ts';

onEveryEngine('breakers of fifty containers on DynamoDB', (client) => {
  let store: DynamoDbBreakerStore;
  beforeAll(async () => {
    store = new DynamoDbBreakerStore(client(), await aControlTable(client()));
  });

  it.each(Object.entries(FIVE_FAULTS))('%s', async (_rule, scenario) => {
    await scenario(aBreakerWorld(store), 50);
  });

  it('a holder of the probe who dies keeps the place until its lease runs out, no longer', async () => {
    const { clock, policy, reportEach, askEach, standing } = aBreakerWorld(store);
    await reportEach(20, { status: 'error' });
    clock.time += policy.backoff_initial_ms;
    const [dead] = await askEach(50);

    clock.time += policy.probe_lease_ms - 1;
    const before = await askEach(50);
    clock.time += 1;
    const [heir, ...others] = await askEach(50);

    expect([before, others]).toEqual([[], []]);
    expect(heir).not.toBe(dead);
    expect(await standing()).toMatchObject({ state: 'half_open', probe: { owner: heir } });
  });

  it('of fifty who report the same probe, one closes it', async () => {
    const { clock, policy, reportEach, askEach, standing, transitions } = aBreakerWorld(store);
    await reportEach(20, { status: 'error' });
    clock.time += policy.backoff_initial_ms;
    const [nonce = ''] = await askEach(50);

    await reportEach(50, { nonce, status: 'ok' });

    expect(await standing()).toMatchObject({ state: 'closed', generation: 3 });
    expect(transitions.map(({ state }) => state)).toEqual(['open', 'half_open', 'closed']);
  });
});
