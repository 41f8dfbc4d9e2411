import { createMovableClock } from '../../local/clock/movable-clock.ts';
import { BROKEN, CACHE, DATABASE } from '../support/runbooks/broken-plants.ts';
import { plantWebhooks, type Hangs } from '../support/runbooks/plant-webhooks.ts';
import { runOnPlant, type RunOptions } from '../support/runbooks/run-on-plant.ts';
import { SOUND, TargetPlant, type PlantState } from '../support/runbooks/target-plant.ts';
import { START } from '../unit/local/states/support/a-stack.ts';

/** On a plant whose webhooks hang as the state says. */
async function runHanging(
  id: string,
  broken: Partial<PlantState>,
  hangsIn: (state: PlantState) => Hangs,
  options: RunOptions = {},
) {
  const plant = new TargetPlant(broken);
  const clock = createMovableClock({ running: false, startAt: START });
  const targets = plantWebhooks(plant, clock, (...asked) => hangsIn(plant.state)(...asked));
  return { plant, ...(await runOnPlant(id, plant, { ...options, clock, targets })) };
}

/** A sick thing does not answer whoever asks how it is, until it has been restarted. */
const untilWell =
  ({ database, cache }: PlantState): Hangs =>
  (target, operation) =>
    operation === 'check' &&
    ((target === 'database' && database !== 'up') || (target === 'cache' && cache !== 'up'));

describe('a target that hangs when it is asked how it is', () => {
  it.each([
    [DATABASE, BROKEN.down, 1, ['restart', 'reset_pool', 'enable_read_replica']],
    [CACHE, BROKEN.cacheDown, 0, ['bypass_cache', 'restart', 'warm_cache', 'end_bypass']],
  ] as const)('is mended by %s: %j', async (id, broken, people, done) => {
    const { status, cause, asked, plant } = await runHanging(id, broken, untilWell);

    expect([status, cause, asked]).toEqual(['SUCCEEDED', '', people]);
    expect(plant.done.map((name) => name.split(' ')[1])).toEqual(done);
    expect(plant.state).toMatchObject({ ...SOUND, readsReplica: id === DATABASE });
  });

  it.each([DATABASE, CACHE])('is a gap in the plan of %s, which ends', async (id) => {
    const { status, gaps, plant } = await runHanging(id, { database: 'lost', cache: 'lost' }, untilWell, {
      mode: 'drill',
    });

    expect([status, plant.orders]).toEqual(['SUCCEEDED', []]);
    expect(gaps).toContainEqual(expect.stringContaining('no whole answer within 3000 ms'));
  });

  it.each([
    [DATABASE, { database: 'lost' }],
    [CACHE, { cache: 'lost', isWarm: false }],
  ] as const)(
    'and goes on hanging fails %s for that, with what it could not be asked',
    async (id, broken) => {
      const { status, error, cause, plant } = await runHanging(id, broken, untilWell);

      expect([status, error]).toEqual(['FAILED', 'TargetUnwellError']);
      expect(cause).toContain('is not well by now: it can not be asked');
      expect(plant.done.filter((name) => name.endsWith('restart'))).toHaveLength(1);
    },
  );
});

describe('a target that hangs when it is told what to do', () => {
  it.each([
    [DATABASE, BROKEN.exhausted, 'reset_pool'],
    [CACHE, BROKEN.cacheDown, 'bypass_cache'],
    [CACHE, BROKEN.cacheDown, 'restart'],
  ] as const)('fails %s by its own words, not by a time-out: %j at %s', async (id, broken, hanging) => {
    const { status, error } = await runHanging(
      id,
      broken,
      () => (_target, operation) => operation === hanging,
    );

    expect([status, error]).toEqual(['FAILED', 'TargetUnavailableError']);
  });
});
