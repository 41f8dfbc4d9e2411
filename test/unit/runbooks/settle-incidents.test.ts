import { dispatch } from '../../../lib/runbooks/dispatch.ts';
import { endExecution } from '../../../lib/runbooks/end.ts';
import { settleIncidents } from '../../../lib/runbooks/settle-incidents.ts';
import { aCandidate, aRunbook, DISPATCH, MINUTE, NOW } from '../../support/runbooks/builders.ts';
import { KilledError, RunbookWorld, SETTLE_WITHIN_MS } from '../../support/runbooks/world.ts';

const CACHE = aRunbook({
  id: 'cache',
  resource: 'cache',
  inputs: {},
  triggers: [
    { alarm: 'CacheDown', input: {} },
    { alarm: 'CacheCold', input: {} },
  ],
  incident: { title: 'Cache', description: 'It is down', resolve: 'when_verified' },
});
const CANDIDATE = aCandidate({
  runbook: 'cache',
  resource: 'cache',
  input: {},
  trigger: { kind: 'alarm', by: 'CacheDown', at: new Date(NOW).toISOString() },
});
const ID = CANDIDATE.execution_id;
const INCIDENT = `INC-${ID}`;

let world: RunbookWorld;
beforeEach(async () => {
  world = new RunbookWorld();
  world.runbooks = [CACHE];
  await dispatch(world.deps(), CANDIDATE);
});

const kinds = () => world.linesOf(INCIDENT).map(({ kind }) => kind);
const isOpen = () => world.incidents.get(INCIDENT)?.isOpen;
const settle = async (killedAfter?: number) => {
  const failures = await settleIncidents(world.settleDeps(killedAfter));
  expect(failures).toEqual([]);
};
/** Past the cooldown. */
const passCooldown = () => {
  world.time += DISPATCH.cooldown_ms;
};

describe('an incident whose execution has succeeded', () => {
  it('is resolved once its cooldown is over and its alarms are OK, and says why', async () => {
    await world.end(ID);
    await settle();
    const early = isOpen();
    passCooldown();
    await settle();

    expect([early, isOpen()]).toEqual([true, false]);
    expect(kinds()).toEqual(['trigger', 'ended', 'ended']);
    expect(world.linesOf(INCIDENT).at(-1)?.text).toBe(
      'cache has done what it is for: resolved by itself in 5m unless CacheDown, CacheCold is in ALARM then',
    );
    expect(world.resolutions).toEqual(['cache has verified that it helped; CacheDown, CacheCold are OK']);
    expect(await world.settlings.all()).toEqual([]);
  });

  it('is told of as it is where an alarm has no data', async () => {
    world.silent.add('CacheCold');
    await world.end(ID);
    passCooldown();
    await settle();

    expect(world.resolutions).toEqual([
      'cache has verified that it helped; CacheDown is OK, CacheCold has no data',
    ]);
  });

  it('waits for an alarm that still rings, and takes in its relapse', async () => {
    await world.end(ID);
    world.ringing.add('CacheCold');
    passCooldown();
    await settle();
    const ringing = isOpen();
    world.ringing.clear();
    await settle();

    expect([ringing, isOpen()]).toEqual([true, false]);
  });

  it('asks for a person, once, when an alarm rings for too long', async () => {
    await world.end(ID);
    world.ringing.add('CacheDown');
    world.time += SETTLE_WITHIN_MS;
    await settle();
    world.ringing.clear();
    await settle();

    const escalated = world.linesOf(INCIDENT).filter(({ kind }) => kind === 'escalated');
    expect(isOpen()).toBe(true);
    expect(escalated).toMatchObject([
      {
        text: 'A person is needed: CacheDown still in ALARM 15m after cache has succeeded',
        notify: 'escalated',
        offers: [{ title: 'Start cache again' }],
      },
    ]);
    expect(await world.settlings.all()).toEqual([]);
  });

  it('is settled by what its last wait for calm has looked at, too', async () => {
    const [check] = CACHE.steps;
    if (!check) throw new Error('The runbook has no step');
    const awaiting = (all_of: readonly string[], none_of: readonly string[]) => ({
      ...{ ...check, action: 'signals.await_calm', inputs: { all_of, none_of } },
    });
    world.runbooks = [
      {
        ...CACHE,
        steps: [awaiting(['EarlierLow'], ['CacheDown']), check, awaiting(['HitsLow'], ['CacheDown'])],
      },
    ];
    world.ringing.add('EarlierLow').add('HitsLow');
    await world.end(ID);
    passCooldown();
    await settle();
    const isOpenStill = isOpen();
    world.time += SETTLE_WITHIN_MS;
    await settle();

    expect([isOpenStill, isOpen(), world.resolutions]).toEqual([true, true, []]);
    expect(world.linesOf(INCIDENT).map(({ text }) => text)).toEqual([
      expect.anything(),
      expect.anything(),
      expect.stringMatching(/ unless CacheDown, CacheCold, HitsLow is in ALARM then$/),
      'A person is needed: HitsLow still in ALARM 15m after cache has succeeded',
    ]);
  });

  it('has no say about alarms of runbooks for other resources', async () => {
    world.runbooks = [
      { ...CACHE, resource: 'cache#{name}', triggers: [{ alarm: 'OtherDown', input: { name: 'b' } }] },
    ];
    await dispatch(world.deps(), {
      ...CANDIDATE,
      execution_id: 'named',
      resource: 'cache#a',
      input: { name: 'a' },
    });
    await world.end('named');
    world.ringing.add('OtherDown');
    passCooldown();
    await settle();

    expect(world.incidents.get('INC-named')?.isOpen).toBe(false);
  });
});

describe('an incident is left to a person', () => {
  it.each([
    ['where the runbook says so', 'by_person', 'succeeded', false],
    ['after a failure', 'when_verified', 'failed', false],
    ['after a stop', 'when_verified', 'aborted', false],
    ['where something is left over', 'when_verified', 'succeeded', true],
  ] as const)('%s', async (_, resolve, status, isLeftOver) => {
    world.runbooks = [{ ...CACHE, incident: { ...CACHE.incident, resolve } }];
    if (isLeftOver) world.troubles = [{ kind: 'mode_downshifted', mode: 'creative', to: 'balanced' }];
    await world.end(ID, { status });
    world.time += SETTLE_WITHIN_MS;
    await settle();

    expect(isOpen()).toBe(true);
    expect(await world.settlings.all()).toEqual([]);
  });

  it('whom a step has asked for, but not where only an approval was about to end', async () => {
    const warn = (incident: string, actor: string, execution_id: string) =>
      world.deps().incidents.append(incident, {
        ...{ id: `warning ${actor}`, at: NOW, kind: 'warning', text: 'x', actor, execution_id },
      });
    await dispatch(world.deps(), { ...CANDIDATE, execution_id: 'b', resource: 'b' });
    await warn(INCIDENT, 'runbook:cache', ID);
    await warn('INC-b', 'artisan', 'b');

    await world.end(ID);
    await world.end('b');

    expect((await world.settlings.all()).map(({ incident_id }) => incident_id)).toEqual(['INC-b']);
  });

  it('who has resolved it while it was looked after', async () => {
    await world.end(ID);
    passCooldown();
    const deps = world.settleDeps();
    const byPerson = {
      ...deps,
      alarms: {
        look: () => {
          const incident = world.incidents.get(INCIDENT);
          if (incident) incident.isOpen = false;
          return Promise.resolve({ ringing: [], silent: [] });
        },
      },
    };

    await settleIncidents(byPerson);

    expect(world.resolutions).toEqual([]);
    expect(await world.settlings.all()).toEqual([]);
  });

  it('and is asked for by nobody once it is resolved', async () => {
    await world.end(ID);
    world.ringing.add('CacheDown');
    world.time += SETTLE_WITHIN_MS;
    const incident = world.incidents.get(INCIDENT);
    if (incident) incident.isOpen = false;

    await settle();

    expect(kinds()).not.toContain('escalated');
  });
});

describe('killed after any of its calls', () => {
  it.each(Array.from({ length: 8 }, (_, index) => index + 1))(
    '(%i) the watch resolves it once, in the end',
    async (n) => {
      await world.end(ID);
      passCooldown();

      const [failure] = await settleIncidents(world.settleDeps(n)).catch((error: unknown) => [error]);
      await settle();
      await settle();

      expect(failure === undefined || failure instanceof KilledError).toBe(true);
      expect(failure === undefined).toBe(n > 6);
      expect([isOpen(), world.resolutions.length]).toEqual([false, 1]);
      expect(await world.settlings.all()).toEqual([]);
    },
  );

  it.each([1, 2, 3, 4])('(%i) the ending leaves nothing unsettled', async (n) => {
    world.finish(ID);

    await endExecution(world.deps(n + 3), ID, { status: 'succeeded' }).catch((error: unknown) => error);
    await world.watch();
    passCooldown();
    await settle();

    expect(isOpen()).toBe(false);
    expect(kinds()).toEqual(['trigger', 'ended', 'ended']);
  });
});

it('one incident that cannot be looked after keeps no other from it', async () => {
  const second = { ...CANDIDATE, execution_id: 'b', resource: 'other' };
  world.runbooks = [CACHE, { ...CACHE, id: 'other', resource: 'other' }];
  await dispatch(world.deps(), { ...second, runbook: 'other' });
  await world.end(ID);
  await world.end('b');
  passCooldown();
  const deps = world.settleDeps();
  const broken = {
    ...deps,
    closing: {
      ...deps.closing,
      resolveIdle: (closure: Parameters<typeof deps.closing.resolveIdle>[0]) =>
        closure.runbook === 'cache' ? Promise.reject(new Error('down')) : deps.closing.resolveIdle(closure),
    },
  };

  const failures = await settleIncidents(broken);

  expect(failures).toEqual([new Error('down')]);
  expect([isOpen(), world.incidents.get('INC-b')?.isOpen]).toEqual([true, false]);
  expect((await world.settlings.all()).map(({ incident_id }) => incident_id)).toEqual([INCIDENT]);
  world.time += MINUTE;
  await settle();
  expect(isOpen()).toBe(false);
});
