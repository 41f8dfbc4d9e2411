import { dispatch } from '../../../lib/runbooks/dispatch.ts';
import { settleIncidents } from '../../../lib/runbooks/settle-incidents.ts';
import { aCandidate, aRunbook, DISPATCH, MINUTE, NOW } from '../../support/runbooks/builders.ts';
import { RunbookWorld, SETTLE_WITHIN_MS } from '../../support/runbooks/world.ts';

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
const BY_PERSON = { ...CACHE, incident: { ...CACHE.incident, resolve: 'by_person' } } as const;
const NOTHING = { status: 'succeeded', nothingToDo: true } as const;
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

const isOpen = () => world.incidents.get(INCIDENT)?.isOpen;
const settle = async () => {
  expect(await settleIncidents(world.settleDeps())).toEqual([]);
};
const passCooldown = () => {
  world.time += DISPATCH.cooldown_ms;
};

describe('the incident of an execution that found nothing to do', () => {
  it('is told of as it is where there was nothing to do', async () => {
    await world.end(ID, { status: 'succeeded', nothingToDo: true });
    passCooldown();
    await settle();

    const said = world.linesOf(INCIDENT).map(({ text }) => text);
    expect(said[1]).toMatch(/of cache has ended: it found nothing to do$/);
    expect(said[2]).toBe(
      'cache has changed nothing: resolved by itself in 5m unless CacheDown, CacheCold is in ALARM then',
    );
    expect(world.resolutions).toEqual([
      'cache found nothing to do, and has changed nothing; CacheDown, CacheCold are OK',
    ]);
  });

  it('is resolved where there was nothing to do, although a person resolves what the runbook does', async () => {
    world.runbooks = [BY_PERSON];
    await world.end(ID, NOTHING);
    passCooldown();
    await settle();

    expect(world.resolutions).toEqual([
      'cache found nothing to do, and has changed nothing; CacheDown, CacheCold are OK',
    ]);
  });

  it('asks for a person where there was nothing to do, and the alarm that started it rings on', async () => {
    world.runbooks = [BY_PERSON];
    world.ringing.add('CacheDown');
    await world.end(ID, NOTHING);
    world.time += SETTLE_WITHIN_MS;
    await settle();

    expect(isOpen()).toBe(true);
    expect(world.linesOf(INCIDENT).at(-1)).toMatchObject({
      text: 'A person is needed: CacheDown still in ALARM 15m after cache found nothing to do',
      notify: 'escalated',
    });
  });
});

describe('the title of an incident', () => {
  const title = () => world.incidents.get(INCIDENT)?.title;
  const TITLED = { ...CACHE, incident: { ...CACHE.incident, title: 'Cache - Mended', opens_as: 'Cache' } };
  beforeEach(async () => {
    world = new RunbookWorld();
    world.runbooks = [TITLED];
    await dispatch(world.deps(), CANDIDATE);
  });

  it('says what was done once it was', async () => {
    const before = title();
    await world.end(ID);

    expect([before, title()]).toEqual(['Cache', 'Cache - Mended']);
  });

  it.each([NOTHING, { status: 'failed' }, { status: 'timed_out' }, { status: 'aborted' }] as const)(
    'says nothing of the kind after %j',
    async (outcome) => {
      await world.end(ID, outcome);

      expect(title()).toBe('Cache');
    },
  );
});

describe('what comes after it', () => {
  it('is not held back: the next alarm, a minute later, starts an execution in the same incident', async () => {
    world.runbooks = [BY_PERSON];
    await world.end(ID, NOTHING);
    world.time += MINUTE;

    const next = await dispatch(world.deps(), { ...CANDIDATE, execution_id: 'next' });
    await world.end('next');
    world.time += SETTLE_WITHIN_MS;
    await settle();

    expect(next.kind).toBe('started');
    expect(world.stores.records.get('next')?.incident_id).toBe(INCIDENT);
    expect([isOpen(), world.resolutions]).toEqual([true, []]);
  });

  it.each([false, true])(
    'leaves the incident of an earlier one to its person where it finds nothing, too (an alarm rings on: %s)',
    async (rings) => {
      world.runbooks = [BY_PERSON];
      await world.end(ID);
      passCooldown();
      await dispatch(world.deps(), { ...CANDIDATE, execution_id: 'second' });
      await world.end('second', NOTHING);
      if (rings) world.ringing.add('CacheCold');
      world.time += SETTLE_WITHIN_MS;
      await settle();

      const [said, ...after] = world.linesOf(INCIDENT).slice(-1 - Number(rings));
      expect([isOpen(), world.resolutions, await world.settlings.all()]).toEqual([true, [], []]);
      expect(said?.text).toBe(
        'cache has changed nothing: a person resolves this, and is called if CacheDown, CacheCold stays in ALARM',
      );
      expect(after.map(({ notify }) => notify)).toEqual(rings ? ['escalated'] : []);
    },
  );
});
