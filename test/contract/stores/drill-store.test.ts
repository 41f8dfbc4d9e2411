import { DynamoDbDrillStore } from '../../../lib/aws/dynamodb-drill-store.ts';
import type { DrilledStep, DrillItem } from '../../../lib/contracts/drill-item.ts';
import type { DrillStore } from '../../../lib/runbooks/drills/ports.ts';
import { derivedUlid } from '../../../lib/shared/derived-id.ts';
import { aControlTable } from '../../support/dynamodb/control-table.ts';
import { onEveryEngine } from '../../support/dynamodb/on-every-engine.ts';
import { aTransactor } from '../../support/outcomes/transactor.ts';
import { NOW } from '../../support/runbooks/builders.ts';
import { InMemoryDrillStore } from '../../support/runbooks/in-memory-drill-store.ts';

function aDrill(at = NOW): DrillItem {
  const step: DrilledStep = {
    id: 'check',
    name: 'Check',
    status: 'planned',
    milliseconds: 12,
    plan: 'x',
    gaps: [],
  };
  return {
    drill_id: derivedUlid(at, 'drill'),
    ...{ by: 'schedule', reason: 'monthly', status: 'running', started_at: at },
    runbooks: [
      {
        runbook: 'cache',
        execution_id: 'E',
        input: '{"a":[1e300]}',
        status: 'waiting',
        steps: [step],
        gaps: ['g'],
      },
    ],
  };
}

const completed = (drill: DrillItem): DrillItem => ({
  ...drill,
  ...{ status: 'complete', ended_at: drill.started_at + 5, gap_count: 1 },
});

function drillStoreContract(storeOf: () => DrillStore | Promise<DrillStore>): void {
  let store: DrillStore;
  beforeEach(async () => {
    store = await storeOf();
  });

  it('knows nothing at first, and since when it looks', async () => {
    expect([await store.running(), await store.read('none')]).toEqual([undefined, undefined]);
    expect(await store.list({ limit: 5 })).toEqual({ items: [] });
    expect(await store.state(NOW)).toEqual({ since: NOW });
    expect(await store.state(NOW + 9)).toEqual({ since: NOW });
  });

  it('begins one of ten at once, and keeps every field of it', async () => {
    const begun = await Promise.all(
      Array.from({ length: 10 }, (_, index) => store.begin(aDrill(NOW + index))),
    );

    const [standing, ...others] = new Set(begun.map(({ drill_id }) => drill_id));
    expect(others).toEqual([]);
    expect(await store.running()).toEqual(begun[0]);
    expect(await store.read(standing ?? '')).toEqual(begun[0]);
  });

  it('is complete once, and the next may begin', async () => {
    const first = await store.begin(aDrill());
    await store.complete(completed(first));
    const second = await store.begin(aDrill(NOW + 100));
    await store.complete(completed({ ...first, reason: 'late' }));
    const again = await store.begin(aDrill());

    expect(await store.running()).toEqual(second);
    expect(again).toEqual(completed(first));
    expect(await store.state(NOW + 200)).toMatchObject({ completed_at: NOW + 5 });
  });

  it('lists them newest first, in pages, without what they are made of', async () => {
    for (let index = 0; index < 5; index += 1)
      await store.complete(completed(await store.begin(aDrill(NOW + index))));

    const first = await store.list({ limit: 3 });
    const rest = await store.list({ limit: 3, after: first.next ?? '' });

    expect([...first.items, ...rest.items].map(({ started_at }) => started_at - NOW)).toEqual([
      4, 3, 2, 1, 0,
    ]);
    expect(rest.next).toBeUndefined();
    expect(first.items[0]).not.toHaveProperty('runbooks');
  });
}

describe('drills in memory', () => {
  drillStoreContract(() => new InMemoryDrillStore());
});

onEveryEngine('drills on DynamoDB', (client) => {
  drillStoreContract(
    async () => new DynamoDbDrillStore(aTransactor(client()), await aControlTable(client())),
  );
});
