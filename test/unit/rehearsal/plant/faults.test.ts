import fc from 'fast-check';
import { FAULTS, type FaultName } from '../../../../rehearsal/plant/faults.ts';
import type { Felt } from '../../../../rehearsal/plant/plant-state.ts';
import { aPlantInTime, type PlantInTime, type Told } from '../../../support/rehearsal/plant-time.ts';

const NAMES = Object.keys(FAULTS) as FaultName[];
/** As long as anything takes: growing queues, starting replicas, queues that empty. */
const LONG = 90;

/** What each fault shows by, as alarms see it. */
const SHOWS: Readonly<Record<FaultName, (felt: Felt) => boolean>> = {
  api_high_latency: ({ api }) => api.waiting > 100 && api.cpuPercent > 85,
  database_pool_exhausted: ({ database }) => database.takenPercent >= 100 && database.okPerSecond === 0,
  database_down: ({ database }) => database.connectMs.some((ms) => ms > 5_000),
  cache_down: ({ cache }) => cache.failedConnectsPerSecond > 0,
  api_slow_release: ({ api }) => Math.min(...api.latenciesMs) > 5_000 && api.waiting === 0,
  database_lost: ({ database }) => database.connectMs.some((ms) => ms > 5_000),
  cache_lost: ({ cache }) => cache.failedConnectsPerSecond > 0,
};

const HELPS: Readonly<Partial<Record<FaultName, Told>>> = {
  api_high_latency: { part: 'api', order: { name: 'scale', replicas: 8 } },
  database_pool_exhausted: { part: 'database', order: { name: 'reset_pool' } },
  database_down: { part: 'database', order: { name: 'restart' } },
  cache_down: { part: 'cache', order: { name: 'restart' } },
};

const told = fc.oneof(
  fc
    .integer({ min: 1, max: 6 })
    .map((replicas): Told => ({ part: 'api', order: { name: 'scale', replicas } })),
  fc.constantFrom<Told>(
    { part: 'api', order: { name: 'restart' } },
    { part: 'database', order: { name: 'restart' } },
    { part: 'database', order: { name: 'reset_pool' } },
    { part: 'database', order: { name: 'enable_read_replica' } },
    { part: 'cache', order: { name: 'restart' } },
    { part: 'cache', order: { name: 'bypass_cache', maxRequestsPerSecond: 50 } },
    { part: 'cache', order: { name: 'end_bypass' } },
    { part: 'cache', order: { name: 'warm_cache' } },
  ),
);
const story = fc.array(fc.record({ told, seconds: fc.integer({ min: 0, max: 20 }) }), { maxLength: 8 });

function live(plant: PlantInTime, steps: readonly { told: Told; seconds: number }[]): void {
  for (const { told: one, seconds } of steps) {
    plant.tell(one);
    plant.wait(seconds);
  }
  plant.wait(LONG);
}

const isSame = (one: Told, other: Told | undefined) =>
  one.part === other?.part && one.order.name === other.order.name;

describe.each(NAMES)('a plant with %s', (fault) => {
  const help = HELPS[fault];
  const broken = () => {
    const plant = aPlantInTime();
    plant.become(FAULTS[fault].strike(plant.state()));
    plant.wait(LONG);
    return plant;
  };

  it('shows it by its own signals, and by no signal of another target', () => {
    const sound = aPlantInTime();
    sound.wait(LONG);

    const { felt } = broken().state();

    expect(NAMES.filter((name) => SHOWS[name](sound.state().felt))).toEqual([]);
    expect(SHOWS[fault](felt)).toBe(true);
    expect(NAMES.filter((name) => SHOWS[name](felt) && FAULTS[name].target !== FAULTS[fault].target)).toEqual(
      [],
    );
  });

  it('is not mended by anything but what helps', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const plant = broken();
        const useless = steps.filter(({ told: one }) => one.order.name === 'scale' || !isSame(one, help));

        live(plant, useless);

        expect(SHOWS[fault](plant.state().felt)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  if (help === undefined) return;
  it('is mended by what helps, whatever was tried before', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const plant = broken();
        live(plant, steps);

        plant.tell(help);
        plant.tell({ part: 'cache', order: { name: 'end_bypass' } });
        plant.wait(LONG);

        const { felt } = plant.state();
        expect(NAMES.filter((name) => SHOWS[name](felt))).toEqual([]);
        expect(felt.answered).toBeGreaterThan(0.99);
      }),
      { numRuns: 20 },
    );
  });
});
