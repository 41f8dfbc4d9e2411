import * as v from 'valibot';
import { dispatcher } from '../../../functions/dispatcher/dispatcher.ts';
import { runbookEndings } from '../../../functions/runbook-endings/runbook-endings.ts';
import { runbookWatch } from '../../../functions/runbook-watch/runbook-watch.ts';
import { NOTHING_TO_DO } from '../../../lib/contracts/runbook-states.ts';
import { InMemoryIncidentStore } from '../../support/incidents/in-memory-incident-store.ts';
import { recordingSurroundings } from '../../support/invoke.ts';
import { aRunbook, HOUR, NOW } from '../../support/runbooks/builders.ts';
import { RunbookWorld } from '../../support/runbooks/world.ts';

const SEVERITY_HOURS = { sev1: HOUR, sev2: HOUR, sev3: HOUR, sev4: HOUR };

const CACHE = aRunbook({
  id: 'cache',
  resource: 'cache',
  inputs: {},
  triggers: [{ alarm: 'CacheDown', input: {} }],
});

/** As CloudWatch writes it. */
function alarmEvent(alarm: string, value = 'ALARM', at = NOW): unknown {
  return {
    version: '0',
    'detail-type': 'CloudWatch Alarm State Change',
    source: 'aws.cloudwatch',
    detail: {
      alarmName: `artisan-local-${alarm}`,
      state: { value, reason: 'x', timestamp: new Date(at).toISOString().replace('Z', '+0000') },
      previousState: { value: 'OK' },
    },
  };
}

function functions() {
  const world = new RunbookWorld();
  world.runbooks = [CACHE, aRunbook()];
  const surroundings = recordingSurroundings();
  const clock = { now: () => world.time };
  const deps = {
    ...{ ...world.deps(), stage: 'local', metrics: surroundings.metrics },
    settle: world.settleDeps(),
    unattended: { store: new InMemoryIncidentStore(), clock, afterMs: SEVERITY_HOURS },
  };
  const alarm = dispatcher(deps);
  const ending = runbookEndings(deps);
  return {
    ...{ world, surroundings, alarm, watch: runbookWatch(deps) },
    onAlarm: async (event: unknown) => alarm.handle(v.parse(alarm.event, event)),
    onEnd: async (event: unknown) => ending.handle(v.parse(ending.event, event)),
  };
}

describe('the dispatcher', () => {
  it('starts what the alarm asks for, once for five deliveries', async () => {
    const { world, surroundings, onAlarm } = functions();

    await Promise.all([1, 2, 3, 4, 5].map(() => onAlarm(alarmEvent('CacheDown'))));

    const [id = ''] = world.running;
    expect(world.running).toHaveLength(1);
    expect(await world.stores.executions.read(id)).toMatchObject({
      runbook: 'cache',
      trigger: { kind: 'alarm', by: 'CacheDown', at: new Date(NOW).toISOString() },
    });
    expect(surroundings.points.every(({ name }) => name === 'RunbookStarts')).toBe(true);
  });

  it('starts one execution for each marked run', async () => {
    const { world, onAlarm } = functions();
    world.marks = ['a', 'b', 'c'].map((run_id) => ({ run_id, attempt: 1, step: 9, at: NOW, detail: 'x' }));

    const { candidates } = await onAlarm(alarmEvent('RewardRunaway'));

    expect([candidates, world.running.length]).toEqual([3, 3]);
  });

  it('counts what it holds back, by its reason', async () => {
    const { surroundings, onAlarm } = functions();
    await onAlarm(alarmEvent('CacheDown'));

    await onAlarm(alarmEvent('CacheDown', 'ALARM', NOW + HOUR));

    expect(surroundings.points.at(-1)).toEqual({
      name: 'RunbookBlocks',
      value: 1,
      dimensions: { Reason: 'duplicate_in_progress' },
    });
  });

  it.each(['OK', 'INSUFFICIENT_DATA'])('takes no event of an alarm that is %s', (value) => {
    const { alarm } = functions();

    expect(v.is(alarm.event, alarmEvent('CacheDown', value))).toBe(false);
  });

  it.each([
    {},
    null,
    [],
    { detail: {} },
    { detail: { alarmName: 'x', state: { value: 'ALARM', timestamp: '?' } } },
  ])('takes no event like %j', (event) => {
    expect(v.is(functions().alarm.event, event)).toBe(false);
  });

  it('tries the others when one cannot be started, and fails so that the event comes again', async () => {
    const { world, onAlarm } = functions();
    world.runbooks = [CACHE, { ...CACHE, id: 'second', resource: 'other' }];
    const { start } = world.deps().machines;
    let isBroken = true;
    const deps = {
      ...world.deps(),
      stage: 'local',
      metrics: () => undefined,
      machines: {
        ...world.deps().machines,
        start: (execution: Parameters<typeof start>[0]) =>
          isBroken && execution.runbook === 'cache' ? Promise.reject(new Error('down')) : start(execution),
      },
    };
    const work = dispatcher(deps);
    const event = v.parse(work.event, alarmEvent('CacheDown'));

    const failed = await work.handle(event).catch((error: unknown) => error);
    const running = world.running.length;
    isBroken = false;
    await onAlarm(alarmEvent('CacheDown'));

    expect([failed, running, world.running.length]).toEqual([new Error('down'), 1, 2]);
  });
});

describe('the endings', () => {
  it.each([
    ['SUCCEEDED', null, 'succeeded'],
    ['FAILED', 'Boom', 'failed'],
    ['TIMED_OUT', 'States.Timeout', 'timed_out'],
    ['ABORTED', null, 'aborted'],
  ])('take %s from Step Functions', async (status, error, expected) => {
    const { world, onAlarm, onEnd } = functions();
    await onAlarm(alarmEvent('CacheDown'));
    const [id = ''] = world.running;

    const detail = { name: id, status, stopDate: NOW + 7, error, cause: error, input: '{}', output: null };
    const { isOurs } = await onEnd({ source: 'aws.states', detail });

    expect(isOurs).toBe(true);
    expect(await world.stores.executions.read(id)).toMatchObject({ status: expected, ended_at: NOW + 7 });
    expect(world.heldLocks).toEqual([]);
  });

  it.each([
    [JSON.stringify(NOTHING_TO_DO), true],
    ['{"Payload":{"output":{"found_nothing":true}}}', undefined],
    ['{broken', undefined],
    [null, undefined],
  ])('learn from the output %s whether there was nothing to do', async (output, expected) => {
    const { world, onAlarm, onEnd } = functions();
    await onAlarm(alarmEvent('CacheDown'));
    const [id = ''] = world.running;

    await onEnd({ source: 'aws.states', detail: { name: id, status: 'SUCCEEDED', stopDate: NOW, output } });

    expect((await world.stores.executions.read(id))?.found_nothing).toBe(expected);
  });

  it('leave alone what somebody has started past the dispatcher', async () => {
    const { onEnd } = functions();

    expect(await onEnd({ detail: { name: 'by-hand', status: 'FAILED' } })).toEqual({ isOurs: false });
  });
});

describe('the watch', () => {
  it('counts what it starts for marked runs as the dispatcher does, and once', async () => {
    const { world, surroundings, watch } = functions();
    world.marks = [{ run_id: 'a', attempt: 1, step: 9, at: NOW, detail: 'x' }];

    await watch.handle({ dueAt: NOW });
    await watch.handle({ dueAt: NOW });

    expect(surroundings.points).toEqual([
      { name: 'RunbookStarts', value: 1, dimensions: { Runbook: 'rl_rollback' } },
    ]);
  });

  it('publishes how many are stuck, and only when there are any', async () => {
    const { world, surroundings, onAlarm, watch } = functions();
    await onAlarm(alarmEvent('CacheDown'));
    surroundings.points.length = 0;
    const due = { dueAt: NOW };

    await watch.handle(due);
    const before = [...surroundings.points];
    world.time += 5 * HOUR;
    const looked = await watch.handle(due);

    expect(before).toEqual([]);
    expect(looked).toEqual({ looked: 1, stuck: 1 });
    expect(surroundings.points).toEqual([{ name: 'StuckExecutions', value: 1 }]);
  });
});
