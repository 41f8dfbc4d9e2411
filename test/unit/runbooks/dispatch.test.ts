import { candidatesOfAlarm, candidatesOfMarks } from '../../../lib/runbooks/candidates.ts';
import { dispatch } from '../../../lib/runbooks/dispatch.ts';
import { aCandidate, aRunbook, MINUTE, NOW } from '../../support/runbooks/builders.ts';
import { RunbookWorld } from '../../support/runbooks/world.ts';

const AT_ONCE = [0, 1, 2, 3, 4];
const PERSON = { kind: 'person', by: 'ada', at: new Date(NOW).toISOString() } as const;

let world: RunbookWorld;
beforeEach(() => {
  world = new RunbookWorld();
});

const incidentOf = (id: string) => `INC-${id}`;

describe('a trigger', () => {
  it('that is delivered five times at once starts one execution, with one incident', async () => {
    const candidate = aCandidate();

    const results = await Promise.all(AT_ONCE.map(() => dispatch(world.deps(), candidate)));
    const late = await dispatch(world.deps(), candidate);

    expect(new Set(results.map(({ kind }) => kind))).not.toContain('blocked');
    expect(late.kind).toBe('known');
    expect(world.running).toEqual([candidate.execution_id]);
    expect([...world.incidents.keys()]).toEqual([incidentOf(candidate.execution_id)]);
    expect(world.linesOf(incidentOf(candidate.execution_id))).toHaveLength(1);
    expect(world.stores.gateItems.size).toBe(1);
  });

  it('is not kept out by another delivery of itself that is faster between two looks', async () => {
    const candidate = aCandidate();
    const deps = world.deps();
    const slow = {
      ...deps,
      gates: {
        ...deps.gates,
        read: async (runbook: string, resource: string) => {
          await dispatch(world.deps(), candidate);
          return deps.gates.read(runbook, resource);
        },
      },
    };

    const result = await dispatch(slow, candidate);

    expect(result.kind).toBe('known');
    expect(world.linesOf(incidentOf(candidate.execution_id)).map(({ kind }) => kind)).toEqual(['trigger']);
  });

  it('of the same event starts nothing again once its execution has ended', async () => {
    await dispatch(world.deps(), aCandidate());
    await world.end(aCandidate().execution_id);
    world.time += 24 * 60 * MINUTE;

    const again = await dispatch(world.deps(), aCandidate());

    expect(again.kind).toBe('known');
    expect(world.running).toEqual([]);
  });

  it('of five different events at once starts one, and the others are told why not', async () => {
    const results = await Promise.all(
      AT_ONCE.map((i) => dispatch(world.deps(), aCandidate({ execution_id: `e${i}` }))),
    );

    const blocked = results.flatMap((result) => (result.kind === 'blocked' ? [result.block.reason] : []));
    expect(world.running).toHaveLength(1);
    expect(blocked).toEqual(Array.from({ length: 4 }, () => 'duplicate_in_progress'));
    expect(world.heldLocks).toEqual(world.running);
  });

  it('for a resource that another runbook holds is blocked, and on record in the gate', async () => {
    await dispatch(world.deps(), aCandidate());
    const second = aCandidate({ execution_id: 'other', runbook: 'restart' });

    const result = await dispatch(world.deps(), second);
    const gate = await world.stores.gates.read('restart', 'run#run-1');

    expect(result).toMatchObject({ kind: 'blocked', block: { reason: 'resource_busy' } });
    expect(gate?.blocked).toMatchObject({ count: 1, reason: 'resource_busy', candidate: 'other' });
    expect(world.running).toEqual([aCandidate().execution_id]);
  });

  it('that is blocked is one line of the open incident, however often it is delivered', async () => {
    await dispatch(world.deps(), aCandidate());
    const second = aCandidate({ execution_id: 'second' });

    for (let i = 0; i < 5; i += 1) await dispatch(world.deps(), second);

    const lines = world.linesOf(incidentOf(aCandidate().execution_id));
    expect(lines.filter(({ kind }) => kind === 'blocked')).toMatchObject([
      { text: expect.stringMatching(/RewardRunaway asked for rl_rollback: duplicate_in_progress/) },
    ]);
  });

  it('goes on in the incident that is open, and opens a new one once that is resolved', async () => {
    await dispatch(world.deps(), aCandidate());
    const first = incidentOf(aCandidate().execution_id);
    await world.end(aCandidate().execution_id);
    world.time += 10 * MINUTE;
    await dispatch(world.deps(), aCandidate({ execution_id: 'second' }));
    await world.end('second');
    world.time += 10 * MINUTE;
    const resolved = world.incidents.get(first);
    if (resolved) resolved.isOpen = false;
    await dispatch(world.deps(), aCandidate({ execution_id: 'third' }));

    expect([...world.incidents.keys()]).toEqual([first, 'INC-third']);
    expect(world.linesOf(first).filter(({ kind }) => kind === 'trigger')).toHaveLength(2);
  });

  it('of a runbook without a machine fails at once, and holds nothing', async () => {
    world.withoutMachine.add('rl_rollback');

    await dispatch(world.deps(), aCandidate());

    const record = await world.stores.executions.read(aCandidate().execution_id);
    expect(record).toMatchObject({ status: 'failed', error: 'NoMachineError' });
    expect([world.heldLocks, await world.stores.executions.open()]).toEqual([[], []]);
    expect(world.linesOf(incidentOf(aCandidate().execution_id)).map(({ kind }) => kind)).toEqual([
      'trigger',
      'failed',
      'escalated',
    ]);
  });
});

describe('a request of a person', () => {
  it('is one execution, however often it is sent', async () => {
    const results = await Promise.all(
      AT_ONCE.map((i) =>
        dispatch(world.deps(), aCandidate({ execution_id: `p${i}`, trigger: PERSON }), 'request'),
      ),
    );

    const ids = results.map((result) =>
      result.kind === 'blocked' ? 'blocked' : result.execution.execution_id,
    );
    expect(new Set(ids).size).toBe(1);
    expect(world.running).toHaveLength(1);
  });

  it.each(['dry_run', 'drill'] as const)(
    'for a %s starts beside whatever runs, and changes nothing',
    async (mode) => {
      await dispatch(world.deps(), aCandidate());
      const gate = await world.stores.gates.read('rl_rollback', 'run#run-1');

      const result = await dispatch(world.deps(), aCandidate({ execution_id: 'dry', mode, trigger: PERSON }));
      await world.end('dry', { status: 'failed' });

      expect(result).toMatchObject({ kind: 'started', execution: { fence: 0, mode } });
      expect(await world.stores.gates.read('rl_rollback', 'run#run-1')).toEqual(gate);
      expect(world.heldLocks).toEqual([aCandidate().execution_id]);
      expect(world.incidents.size).toBe(1);
      expect(await world.stores.executions.read('dry')).toMatchObject({ status: 'failed' });
    },
  );
});

describe('what an event asks for', () => {
  const alarm = { alarm: 'CacheDown', at: NOW };
  const cache = aRunbook({
    id: 'cache',
    resource: 'cache',
    inputs: {},
    triggers: [{ alarm: 'CacheDown', input: { target: 'redis' } }],
  });
  const mark = { run_id: 'run-1', attempt: 2, step: 5_000, at: NOW, detail: 'mean 150' };

  it('has the id of the event: the same each time, another for each runbook, resource and time', () => {
    const two = [cache, { ...cache, id: 'cache_two' }];
    const ids = [alarm, alarm, { ...alarm, at: NOW + 1 }].map((event) =>
      candidatesOfAlarm(two, event).map(({ execution_id: id }) => id),
    );

    expect(ids[0]).toEqual(ids[1]);
    expect(new Set([...(ids[0] ?? []), ...(ids[2] ?? [])]).size).toBe(4);
  });

  it('takes the input of the trigger; an alarm that nobody asked for, or for marks only, asks for nothing', () => {
    expect(candidatesOfAlarm([cache], alarm)).toMatchObject([
      { runbook: 'cache', resource: 'cache', input: { target: 'redis' }, trigger: { kind: 'alarm' } },
    ]);
    expect(candidatesOfAlarm([cache], { ...alarm, alarm: 'Other' })).toEqual([]);
    expect(candidatesOfAlarm([aRunbook()], { ...alarm, alarm: 'RewardRunaway' })).toEqual([]);
  });

  it('is one execution for each mark, and another for a later mark of the same run', () => {
    const marks = [mark, { ...mark, run_id: 'run-2' }, { ...mark, step: 6_000, at: NOW + 1 }];

    const candidates = candidatesOfMarks([aRunbook(), cache], marks);

    expect(new Set(candidates.map(({ execution_id: id }) => id)).size).toBe(3);
    expect(candidates[0]).toMatchObject({ resource: 'run#run-1', input: { run_id: 'run-1' } });
  });

  it.each([{}, { run_id: 7 }, { run_id: '../x' }, { run_id: '' }, { run_id: 'a#b' }])(
    'is refused for a resource that no input names: %j',
    (input) => {
      const odd = aRunbook({ triggers: [{ alarm: 'CacheDown', input }] });

      expect(() => candidatesOfAlarm([odd], alarm)).toThrow(/run_id, which names what it acts on/);
    },
  );
});
