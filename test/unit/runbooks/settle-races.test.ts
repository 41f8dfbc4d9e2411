import { dispatch } from '../../../lib/runbooks/dispatch.ts';
import { endExecution } from '../../../lib/runbooks/end.ts';
import { settleIncidents } from '../../../lib/runbooks/settle-incidents.ts';
import { aCandidate, aRunbook, DISPATCH, NOW } from '../../support/runbooks/builders.ts';
import { RunbookWorld, SETTLE_WITHIN_MS } from '../../support/runbooks/world.ts';

const CACHE = aRunbook({
  id: 'cache',
  resource: 'cache',
  inputs: {},
  triggers: [{ alarm: 'CacheDown', input: {} }],
  incident: { title: 'Cache', description: 'It is down', resolve: 'when_verified' },
});
const CANDIDATE = aCandidate({
  runbook: 'cache',
  resource: 'cache',
  input: {},
  trigger: { kind: 'alarm', by: 'CacheDown', at: new Date(NOW).toISOString() },
});
const ID = CANDIDATE.execution_id;

let world: RunbookWorld;
beforeEach(async () => {
  world = new RunbookWorld();
  world.runbooks = [CACHE];
  await dispatch(world.deps(), CANDIDATE);
});

const isOpen = () => world.incidents.get(`INC-${ID}`)?.isOpen;
const settle = async () => {
  expect(await settleIncidents(world.settleDeps())).toEqual([]);
};
/** Past the cooldown. */
const passCooldown = () => {
  world.time += DISPATCH.cooldown_ms;
};

describe('an execution that begins while the one before it is settled', () => {
  it('keeps the incident open, and its own end decides', async () => {
    await world.end(ID);
    passCooldown();
    await dispatch(world.deps(), { ...CANDIDATE, execution_id: 'second' });
    await settle();
    const during = isOpen();
    await world.end('second', { status: 'failed' });
    world.time += SETTLE_WITHIN_MS;
    await settle();

    expect([during, isOpen()]).toEqual([true, true]);
    expect(await world.settlings.all()).toEqual([]);
  });

  it.each(['aborted', 'timed_out', 'failed'] as const)(
    'and ends %s leaves the incident to people: the success before it has no say any more',
    async (status) => {
      await world.end(ID);
      passCooldown();
      await dispatch(world.deps(), { ...CANDIDATE, execution_id: 'second' });
      await world.end('second', { status });
      world.time += SETTLE_WITHIN_MS;
      await settle();
      // Its ending is told once more, late.
      await endExecution(world.deps(), ID, { status: 'succeeded' });
      await settle();

      expect([isOpen(), world.resolutions]).toEqual([true, []]);
      expect(await world.settlings.all()).toEqual([]);
    },
  );

  it('and is stopped between the look and the write wins, too', async () => {
    await world.end(ID);
    passCooldown();
    const deps = world.settleDeps();
    const late = {
      ...deps,
      alarms: {
        ...deps.alarms,
        look: async (alarms: readonly string[]) => {
          await dispatch(world.deps(), { ...CANDIDATE, execution_id: 'second' });
          await world.end('second', { status: 'aborted' });
          return deps.alarms.look(alarms);
        },
      },
    };

    await settleIncidents(late);
    await settle();

    expect([isOpen(), world.resolutions]).toEqual([true, []]);
  });

  it('between the look and the write wins: the incident stays open', async () => {
    await world.end(ID);
    passCooldown();
    const deps = world.settleDeps();
    const late = {
      ...deps,
      alarms: {
        look: async () => {
          await dispatch(world.deps(), { ...CANDIDATE, execution_id: 'second' });
          return { ringing: [], silent: [] };
        },
      },
    };

    await settleIncidents(late);

    expect(isOpen()).toBe(true);
    expect(world.running).toEqual(['second']);
  });

  it('that succeeds too is waited for anew', async () => {
    await world.end(ID);
    passCooldown();
    await dispatch(world.deps(), { ...CANDIDATE, execution_id: 'second' });
    await world.end('second');
    // An ending is told twice, and the first one late.
    await endExecution(world.deps(), ID, { status: 'succeeded' });
    await settle();
    const early = isOpen();
    passCooldown();
    await settle();

    expect([early, isOpen()]).toEqual([true, false]);
    expect(world.resolutions).toHaveLength(1);
  });
});
