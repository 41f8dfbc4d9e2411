import { DynamoDbHealthStore } from '../../../lib/aws/dynamodb-health-store.ts';
import type { HealthStore } from '../../../lib/health/ports.ts';
import { aControlTable } from '../../support/dynamodb/control-table.ts';
import { onEveryEngine } from '../../support/dynamodb/on-every-engine.ts';
import { aHealthCheck } from '../../support/health/checks.ts';
import { InMemoryHealthStore } from '../../support/health/in-memory-health-store.ts';

const NOW = Date.UTC(2026, 0, 1);

function healthStoreContract(storeOf: () => HealthStore | Promise<HealthStore>): void {
  let store: HealthStore;
  beforeEach(async () => {
    store = await storeOf();
  });

  it('knows nothing of a model that was never checked', async () => {
    await store.record(aHealthCheck({ model: 'qwen' }));

    expect((await store.read(['mistral', 'qwen'])).size).toBe(1);
    expect((await store.read([])).size).toBe(0);
  });

  it('answers and gives back what was found', async () => {
    const check = aHealthCheck({ healthy: false, reason: 'answered 503', latencyMs: 7, checkedAt: NOW + 7 });

    const health = await store.record(check);

    expect(health).toEqual({
      healthy: false,
      reason: 'answered 503',
      latencyMs: 7,
      consecutiveFailures: 1,
      consecutiveSuccesses: 0,
      checkedAt: NOW + 7,
    });
    expect((await store.read(['mistral'])).get('mistral')).toEqual(health);
  });

  it('counts failures and successes in a row, and each anew after the other', async () => {
    const counts: (readonly (number | undefined)[])[] = [];

    for (const [index, healthy] of [false, false, false, true, true, false].entries()) {
      const health = await store.record(aHealthCheck({ healthy, dueAt: NOW + index }));
      counts.push([health?.consecutiveFailures, health?.consecutiveSuccesses]);
    }

    expect(counts).toEqual([
      [1, 0],
      [2, 0],
      [3, 0],
      [0, 1],
      [0, 2],
      [1, 0],
    ]);
  });

  it('lets a check that was due earlier change nothing', async () => {
    await store.record(aHealthCheck({ dueAt: NOW + 30_000, latencyMs: 5 }));

    const late = await store.record(aHealthCheck({ dueAt: NOW, healthy: false }));

    expect(late).toBeUndefined();
    expect((await store.read(['mistral'])).get('mistral')).toMatchObject({ healthy: true, latencyMs: 5 });
  });

  it('counts one of twenty deliveries of the same check at once', async () => {
    const results = await Promise.all(
      Array.from({ length: 20 }, () => store.record(aHealthCheck({ healthy: false }))),
    );

    expect(results.filter((health) => health)).toHaveLength(1);
    expect((await store.read(['mistral'])).get('mistral')).toMatchObject({ consecutiveFailures: 1 });
  });

  it('takes the repetition of a write whose answer was lost for the same write', async () => {
    const check = aHealthCheck({ healthy: false });
    await store.record(check);

    const again = await store.record(check);

    expect(again).toMatchObject({ consecutiveFailures: 1 });
  });
}

describe('a health store in memory', () => {
  healthStoreContract(() => new InMemoryHealthStore());
});

onEveryEngine('the health store on DynamoDB', (client) => {
  healthStoreContract(async () => new DynamoDbHealthStore(client(), await aControlTable(client())));
});
