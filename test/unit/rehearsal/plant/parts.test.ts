import fc from 'fast-check';
import { serveFor, FOUR_REPLICAS, scaleTo } from '../../../../rehearsal/plant/api-fleet.ts';
import { FAULTS } from '../../../../rehearsal/plant/faults.ts';
import { inspect } from '../../../../rehearsal/plant/inspection.ts';
import { aPlantInTime } from '../../../support/rehearsal/plant-time.ts';

const p95 = (latencies: readonly number[]) => latencies.at(-2) ?? 0;

function aBrokenPlant(fault: keyof typeof FAULTS) {
  const plant = aPlantInTime();
  plant.become(FAULTS[fault].strike(plant.state()));
  plant.wait(60);
  return plant;
}

describe('the API of the plant', () => {
  it('is never slower with more replicas', () => {
    fc.assert(
      fc.property(
        ...[
          fc.integer({ min: 4, max: 20 }),
          fc.integer({ min: 1, max: 500 }),
          fc.integer({ min: 0, max: 600 }),
        ],
        (replicas, requestsPerSecond, waiting) => {
          const load = { now: 60_000, seconds: 1, requestsPerSecond, dataMs: 30 };
          const withReplicas = (count: number) =>
            serveFor(scaleTo({ ...FOUR_REPLICAS, waiting }, count, 0), load).felt;

          const [fewer, more] = [withReplicas(replicas), withReplicas(replicas + 1)];

          expect(p95(more.latenciesMs)).toBeLessThanOrEqual(p95(fewer.latenciesMs));
          expect(more.servedPerSecond).toBeGreaterThanOrEqual(fewer.servedPerSecond);
          expect(more.waiting).toBeLessThanOrEqual(fewer.waiting);
        },
      ),
    );
  });

  it('loses no request: what comes is served, turned away, or waits', () => {
    fc.assert(
      fc.property(
        ...[fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 600 })],
        (requestsPerSecond, waiting) => {
          const load = { now: 60_000, seconds: 1, requestsPerSecond, dataMs: 30 };

          const { fleet, felt } = serveFor({ ...FOUR_REPLICAS, waiting }, load);

          expect(felt.servedPerSecond + felt.refusedPerSecond + fleet.waiting).toBeCloseTo(
            requestsPerSecond + waiting,
          );
        },
      ),
    );
  });

  it('takes a while until new replicas answer', () => {
    const plant = aBrokenPlant('api_high_latency');

    plant.tell({ part: 'api', order: { name: 'scale', replicas: 8 } });
    plant.wait(3);
    const starting = inspect(plant.state(), 'api', 63_000);
    plant.wait(60);

    expect(starting).toMatchObject({ healthy: false, values: { replicas: 8, ready: 4 } });
    expect(inspect(plant.state(), 'api', 123_000)).toMatchObject({
      healthy: true,
      values: { ready: 8, waiting: 0 },
    });
  });
});

describe('the database of the plant', () => {
  it('is well itself while its pool is exhausted', () => {
    const plant = aBrokenPlant('database_pool_exhausted');

    expect(inspect(plant.state(), 'database', 60_000)).toEqual({
      healthy: true,
      values: { primary: 'up', pool_size: 20, pool_taken: 20, read_replica: false },
      detail: 'the primary is up, 20 of 20 connections are taken',
    });
  });

  it('lets reads go on by its replica while the primary hangs', () => {
    const plant = aBrokenPlant('database_down');
    expect(plant.state().felt.database).toMatchObject({ readsOk: 0, writesOk: 0 });

    plant.tell({ part: 'database', order: { name: 'enable_read_replica' } });
    plant.wait(5);

    expect(plant.state().felt.database).toMatchObject({ readsOk: 1, writesOk: 0 });
    expect(inspect(plant.state(), 'database', 65_000)).toMatchObject({
      healthy: false,
      values: { primary: 'down', read_replica: true },
    });
  });

  it('is gone for a while when it is restarted', () => {
    const plant = aPlantInTime();

    plant.tell({ part: 'database', order: { name: 'restart' } });
    plant.wait(5);
    const meanwhile = [
      inspect(plant.state(), 'database', 5_000).values['primary'],
      plant.state().felt.answered,
    ];
    plant.wait(10);

    expect(meanwhile).toEqual(['restarting', 0]);
    expect(inspect(plant.state(), 'database', 15_000).values['primary']).toBe('up');
  });
});

describe('the cache of the plant', () => {
  const hitRate = (plant: ReturnType<typeof aPlantInTime>) =>
    Number(inspect(plant.state(), 'cache', 1_000_000).values['hit_percent']);

  it('fails requests when it is down; past it they succeed, as far as the rate allows, and load the database', () => {
    const plant = aBrokenPlant('cache_down');
    const failing = plant.state().felt;

    plant.tell({ part: 'cache', order: { name: 'bypass_cache', maxRequestsPerSecond: 50 } });
    plant.wait(5);

    const { felt } = plant.state();
    expect(failing).toMatchObject({ answered: 0, cache: { onwardPerSecond: 0 } });
    expect(felt.cache.onwardPerSecond).toBe(50);
    expect(felt.answered).toBeGreaterThan(0.3);
    expect(felt.database.takenPercent).toBeGreaterThan(2 * failing.database.takenPercent);
  });

  it('drowns the database when a surge goes past it without a rate', () => {
    const plant = aPlantInTime();
    plant.become(FAULTS.api_high_latency.strike(plant.state()));
    plant.tell({ part: 'api', order: { name: 'scale', replicas: 8 } });
    plant.wait(90);
    plant.tell({ part: 'cache', order: { name: 'bypass_cache' } });
    plant.wait(5);
    const unguarded = plant.state().felt.database;

    plant.tell({ part: 'cache', order: { name: 'bypass_cache', maxRequestsPerSecond: 50 } });
    plant.wait(5);

    expect(unguarded.takenPercent).toBe(100);
    expect(unguarded.failedPerSecond).toBeGreaterThan(100);
    expect(plant.state().felt.database.failedPerSecond).toBe(0);
  });

  it('comes back empty and fills slowly by itself, at once when it is warmed', () => {
    const [left, warmed] = [aBrokenPlant('cache_down'), aBrokenPlant('cache_down')];
    for (const plant of [left, warmed]) plant.tell({ part: 'cache', order: { name: 'restart' } });
    warmed.tell({ part: 'cache', order: { name: 'warm_cache' } });

    for (const plant of [left, warmed]) plant.wait(20);

    expect(hitRate(left)).toBeGreaterThan(0);
    expect(hitRate(left)).toBeLessThan(40);
    expect(hitRate(warmed)).toBeGreaterThan(85);
  });

  it('can not be filled while it is down', () => {
    const plant = aBrokenPlant('cache_down');

    const done = plant.tell({ part: 'cache', order: { name: 'warm_cache' } });

    expect(done).toEqual({ busy: 'it does not answer, so nothing can be put in' });
  });
});
