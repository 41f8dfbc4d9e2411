import { dispatch } from '../../../lib/runbooks/dispatch.ts';
import { endExecution } from '../../../lib/runbooks/end.ts';
import { stopExecution } from '../../../lib/runbooks/stop.ts';
import { aCandidate, aRunbook, DISPATCH, HOUR, MINUTE, NOW } from '../../support/runbooks/builders.ts';
import { KilledError, RunbookWorld } from '../../support/runbooks/world.ts';

const ID = aCandidate().execution_id;
const INCIDENT = `INC-${ID}`;
const ADA = { by: 'ada', reason: 'wrong run' };

let world: RunbookWorld;
beforeEach(async () => {
  world = new RunbookWorld();
  await dispatch(world.deps(), aCandidate());
});

const record = () => world.stores.executions.read(ID);
const kinds = () => world.linesOf(INCIDENT).map(({ kind }) => kind);

describe('an ending', () => {
  it.each([
    ['succeeded', ['trigger', 'ended'], 0],
    ['failed', ['trigger', 'failed', 'escalated'], 1],
    ['timed_out', ['trigger', 'failed', 'escalated'], 1],
    ['aborted', ['trigger', 'ended'], 0],
  ] as const)(
    '%s frees the lock, closes approvals and tells the incident',
    async (status, lines, failures) => {
      await world.end(ID, { status, error: 'E', cause: 'c' });

      expect(await record()).toMatchObject({ status, ended_at: NOW });
      expect(world.heldLocks).toEqual([]);
      expect(world.closed).toEqual([ID]);
      expect(kinds()).toEqual(lines);
      expect(await world.stores.executions.open()).toEqual([]);
      expect(await world.stores.gates.read('rl_rollback', 'run#run-1')).toMatchObject({ failures });
      expect(world.ended.map((ended) => ended.status)).toEqual([status]);
    },
  );

  it('that is told five times at once, and again later, is one', async () => {
    world.finish(ID, { status: 'failed' });

    await Promise.all(
      [1, 2, 3, 4, 5].map(() => endExecution(world.deps(), ID, { status: 'failed', error: 'Boom' })),
    );
    await endExecution(world.deps(), ID, { status: 'succeeded' });

    expect(await record()).toMatchObject({ status: 'failed', error: 'Boom' });
    expect(kinds()).toEqual(['trigger', 'failed', 'escalated']);
    expect(await world.stores.gates.read('rl_rollback', 'run#run-1')).toMatchObject({
      failures: 1,
      version: 2,
    });
  });

  it('of an execution that is not on record is nobody’s', async () => {
    expect(await endExecution(world.deps(), 'unknown', { status: 'failed' })).toBe(false);
  });

  it('says what it leaves behind, and offers what to do', async () => {
    world.troubles = [{ kind: 'run_left_paused', run_id: 'run-1' }];

    await world.end(ID, { status: 'failed' });

    const [paused] = world.linesOf(INCIDENT).filter(({ kind }) => kind === 'warning');
    expect(paused).toMatchObject({
      text: 'The run run-1 is left paused: a person has to resume or stop it',
      notify: 'warning',
      offers: [{ title: 'Resume the run run-1' }, { title: 'Stop the run run-1' }],
    });
  });

  it.each([
    ['aborted', 1],
    ['timed_out', 1],
    ['failed', 0],
    ['succeeded', 0],
  ] as const)(
    'that came before anything could be taken back says what that is: %s',
    async (status, count) => {
      const [step] = aRunbook().steps;
      if (!step) throw new Error('There is a step');
      const back = { ...step, id: 'back', name: 'End the bypass' };
      const bypass = {
        ...step,
        name: 'Bypass the cache',
        action: 'target.bypass_cache',
        compensation: [back],
      };
      world.runbooks = [aRunbook({ steps: [bypass] })];

      await world.end(ID, { status });

      const said = world.linesOf(INCIDENT).filter(({ text }) => text.includes('cut off'));
      expect(said).toHaveLength(count);
      for (const line of said)
        expect(line).toMatchObject({
          text: expect.stringMatching(/taken nothing back.*: Bypass the cache$/) as string,
          kind: 'warning',
          notify: 'warning',
          offers: [{ title: 'Start rl_rollback again' }],
        });
    },
  );

  it('leaves a lock alone that another has taken meanwhile', async () => {
    world.time += DISPATCH.lock_lease_ms;
    const other = aCandidate({ execution_id: 'other', runbook: 'restart' });
    await dispatch(world.deps(), other);

    await world.end(ID, { status: 'failed', error: 'LockLostError' });

    expect(world.heldLocks).toEqual(['other']);
    expect(await record()).toMatchObject({ status: 'failed' });
  });

  it('gives the message of a function’s error, and not more than a reader takes', async () => {
    const stack = JSON.stringify({ errorType: 'X', errorMessage: 'no "stable" one', trace: ['at…'] });
    await world.end(ID, { status: 'failed', error: 'X', cause: stack });
    await dispatch(world.deps(), aCandidate({ execution_id: 'long', resource: 'run#2' }));
    await world.end('long', { status: 'failed', error: 'X', cause: '😀'.repeat(40_000) });

    expect((await record())?.cause).toBe('no "stable" one');
    expect((await world.stores.executions.read('long'))?.cause).toBe('😀'.repeat(1_000));
  });

  it('that arrives before the dispatcher has noted the beginning stays the ending', async () => {
    const early = aCandidate({ execution_id: 'early', resource: 'run#2' });
    const deps = world.deps();
    const ending = {
      ...deps,
      machines: {
        ...deps.machines,
        start: async (execution: Parameters<typeof deps.machines.start>[0]) => {
          await deps.machines.start(execution);
          await world.end('early');
        },
      },
    };

    await dispatch(ending, early);

    expect(await world.stores.executions.read('early')).toMatchObject({ status: 'succeeded' });
    expect(world.heldLocks).toEqual([ID]);
  });
});

describe('an execution that a person stops', () => {
  it('is aborted by its machine, and says who and why', async () => {
    const stopping = await stopExecution(world.deps(), ID, ADA);
    await endExecution(world.deps(), ID, { status: 'aborted', error: 'Stopped' });

    expect(stopping).toMatchObject({ status: 'running', stop: ADA });
    expect(world.running).toEqual([]);
    expect(await record()).toMatchObject({ status: 'aborted', stop: ADA });
    expect(world.linesOf(INCIDENT).at(-1)?.text).toContain('was stopped by ada: wrong run');
    expect(world.heldLocks).toEqual([]);
  });

  it('is stopped again by the same, and by nobody else once it has ended', async () => {
    await stopExecution(world.deps(), ID, ADA);
    await endExecution(world.deps(), ID, { status: 'aborted' });

    const again = await stopExecution(world.deps(), ID, ADA);
    const other = await stopExecution(world.deps(), ID, { by: 'bob', reason: 'x' }).catch(
      (error: unknown) => error,
    );
    const unknown = await stopExecution(world.deps(), 'nobody', ADA).catch((error: unknown) => error);

    expect(again.status).toBe('aborted');
    expect(other).toMatchObject({ name: 'ExecutionEndedError' });
    expect(unknown).toMatchObject({ name: 'UnknownExecutionError' });
  });

  it('before its machine was started never runs, whoever starts it afterwards', async () => {
    const candidate = aCandidate({ execution_id: 'early', resource: 'run#2' });
    // Dead after: read, two reads of what stands, the admission.
    await expect(dispatch(world.deps(4), candidate)).rejects.toThrow(KilledError);
    const admitted = await world.stores.executions.read('early');

    await stopExecution(world.deps(), 'early', ADA);
    await dispatch(world.deps(), candidate);
    await world.watch(3);

    expect(admitted?.status).toBe('starting');
    expect(await world.stores.executions.read('early')).toMatchObject({ status: 'aborted' });
    expect(world.running).toEqual([ID]);
    expect(world.heldLocks).toEqual([ID]);
    expect(world.linesOf('INC-early').map(({ kind }) => kind)).toEqual(['trigger', 'ended']);
  });
});

describe('the watch', () => {
  it('ends what has ended unseen', async () => {
    world.finish(ID, { status: 'timed_out', error: 'States.Timeout' });

    await world.watch();

    expect(await record()).toMatchObject({ status: 'timed_out', ended_at: NOW });
    expect([world.heldLocks, kinds()]).toEqual([[], ['trigger', 'failed', 'escalated']]);
  });

  it('stops again what should have been stopped', async () => {
    await world.stores.executions.noteStop(ID, { ...ADA, at: NOW });

    await world.watch(2);

    expect(await record()).toMatchObject({ status: 'aborted', stop: ADA });
  });

  it('gives up what Step Functions does not know, in time', async () => {
    world.runs.clear();
    await world.watch(9);
    const patient = (await record())?.status;
    await world.watch(2);

    expect(patient).toBe('running');
    expect(await record()).toMatchObject({ status: 'failed', error: 'ExecutionLost' });
    expect(world.heldLocks).toEqual([]);
  });

  it('counts what runs longer than its runbook may as stuck', async () => {
    const onTime = await world.watch(120);
    const late = await world.watch(10);

    expect([onTime.stuck, late.stuck]).toEqual([0, 1]);
  });

  it('starts an execution for a run that is marked while the alarm is in ALARM, within 90 s', async () => {
    await world.end(ID);
    const mark = { run_id: 'run-b', attempt: 1, step: 100, at: world.time, detail: 'mean 150' };
    world.marks = [mark];

    await world.watch();

    expect(world.running).toHaveLength(1);
    const [b] = world.running;
    const started = await world.stores.executions.read(b ?? '');
    expect(started).toMatchObject({ resource: 'run#run-b', trigger: { kind: 'mark' } });
    expect((started?.created_at ?? Infinity) - mark.at).toBeLessThanOrEqual(90_000);
  });

  it('tries a mark that is blocked again until it may start, and notes it once for each reason', async () => {
    await world.end(ID);
    world.marks = [{ run_id: 'run-1', attempt: 2, step: 100, at: world.time, detail: 'again' }];

    await world.watch(4);
    const held = world.running;
    await world.watch(2);

    expect(held).toEqual([]);
    expect(world.running).toHaveLength(1);
    expect(world.linesOf(INCIDENT).filter(({ kind }) => kind === 'blocked')).toHaveLength(1);
  });

  it('goes on with the others when one fails', async () => {
    await dispatch(world.deps(), aCandidate({ execution_id: 'second', resource: 'run#2' }));
    world.finish(ID);
    world.finish('second');
    const deps = world.deps();
    world.incidents.delete(INCIDENT);

    const { watchRunbooks } = await import('../../../lib/runbooks/watch.ts');
    const { failures, looked } = await watchRunbooks(deps);

    expect([looked, failures.length]).toEqual([2, 1]);
    expect(await world.stores.executions.open()).toHaveLength(1);
    world.time += HOUR;
    expect((await world.watch()).stuck).toBe(1);
  });
});

describe('a mark that is found by alarm and watch at once', () => {
  it('is one execution', async () => {
    await world.end(ID);
    world.time += 10 * MINUTE;
    world.marks = [{ run_id: 'run-1', attempt: 2, step: 100, at: world.time, detail: 'again' }];
    const { dispatchMarks } = await import('../../../lib/runbooks/marks.ts');

    const failures = await Promise.all([1, 2, 3].map(() => dispatchMarks(world.deps())));

    expect([failures.flat(), world.running.length]).toEqual([[], 1]);
  });
});
