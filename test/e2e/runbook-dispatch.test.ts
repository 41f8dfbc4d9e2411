import { steady } from '../support/training/a-training-api.ts';
import { startDispatchStack, type DispatchStack } from '../support/runbooks/dispatch-stack.ts';
import { until } from '../support/until.ts';

const MINUTE = 60_000;

let world: DispatchStack;
beforeAll(async () => {
  world = await startDispatchStack();
});
afterAll(() => world.stop());
afterEach(async () => {
  world.stack.faults.clear();
  await quiet();
});

const restarts = () => world.executionsOf('database_restart');

/** The alarm goes off; answers with the execution that waits for an approval then. */
async function aWaitingRestart() {
  const before = (await restarts()).length;
  await world.setAlarm('ApiLatencyWarning', 'ALARM');
  await until(async () => (await restarts()).length > before);
  const [newest] = await restarts();
  const id = newest?.id ?? '';
  await world.statusIs(id, 'waiting_approval');
  return { id, incident: newest?.incident_id ?? '' };
}

/** Back to OK, past the cooldown: the next alarm may start something again. */
async function quiet(): Promise<void> {
  for (const alarm of ['ApiLatencyWarning', 'CreativeLatency']) await world.setAlarm(alarm, 'OK');
  await world.stack.clock.advance(2_000);
}

/** The rewards of a run that begins so. */
async function runAway(runId: string): Promise<void> {
  const batch = steady(0, 100);
  const episode_reward = Array.from({ length: 100 }, () => 150);
  const body = { ...batch, columns: { ...batch.columns, episode_reward } };
  await world.artisan.asTrainer({ method: 'POST', path: '/v1/runs', body: { run_id: runId } });
  const { status } = await world.artisan.asTrainer({
    method: 'POST',
    path: `/v1/runs/${runId}/metrics`,
    body,
  });
  expect(status).toBe(200);
}

const runaways = async (runId: string) => {
  const all = await world.executionsOf('rl_reward_runaway_rollback');
  return all.filter(({ resource }) => resource === `run#${runId}`);
};

describe('an alarm', () => {
  it('starts its runbook once for five deliveries at once; OK and INSUFFICIENT_DATA start nothing', async () => {
    await world.setAlarm('CreativeLatency', 'INSUFFICIENT_DATA');
    await world.setAlarm('CreativeLatency', 'OK');
    const timestamp = new Date(world.stack.clock.now()).toISOString().replace('Z', '+0000');
    const detail = { alarmName: 'artisan-local-CreativeLatency', state: { value: 'ALARM', timestamp } };
    const payload = JSON.stringify({ source: 'aws.cloudwatch', detail });

    const runs = await Promise.all(
      [1, 2, 3, 4, 5].map(() => world.stack.invoker.invoke('artisan-local-dispatcher', payload)),
    );

    const executions = await world.executionsOf('database_reset');
    const [{ id, incident_id } = { id: '', incident_id: '' }] = executions;
    await world.statusIs(id, 'succeeded');
    expect(runs.map(({ functionError }) => functionError)).toEqual([1, 2, 3, 4, 5].map(() => undefined));
    expect(executions).toHaveLength(1);
    expect(await world.machineExecutions('database_reset')).toHaveLength(1);
    const kinds = (await world.linesOf(incident_id)).map(({ kind }) => kind);
    expect(kinds).toEqual(['opened', 'trigger', 'step', 'step', 'ended']);
    expect(await world.lockOf('database')).toEqual({
      ...{ pk: 'lock#database', sk: 'lock' },
      ...{ resource: 'database', fence: 1 },
    });
  });

  it('for a resource that another runbook holds starts nothing, and a person is told the reason', async () => {
    const { id } = await aWaitingRestart();

    await world.setAlarm('CreativeLatency', 'ALARM');
    await world.stack.clock.advance(MINUTE);
    const refused = await world.operator('POST', '/v1/runbooks/database_reset/executions', {
      mode: 'live',
      reason: 'now',
    });
    const duplicate = await world.operator('POST', '/v1/runbooks/database_restart/executions', {
      mode: 'live',
      reason: 'now',
    });

    expect([refused.status, refused.body['code'], refused.body['reason']]).toEqual([
      409,
      'blocked',
      'resource_busy',
    ]);
    expect(duplicate.body['reason']).toBe('duplicate_in_progress');
    expect((await world.executionsOf('database_reset')).filter(({ status }) => status === 'running')).toEqual(
      [],
    );
    expect((await world.operator('GET', '/v1/runbooks/database_restart')).body['open_execution']).toBe(id);
    await world.operator('POST', `/v1/executions/${id}/stop`, { reason: 'seen enough' });
    await world.statusIs(id, 'aborted');
  });
});

describe('an execution that waits for an approval', () => {
  it('and is stopped from outside frees its lock, says so, and can be decided no more', async () => {
    const { id, incident } = await aWaitingRestart();
    const waiting = await world.show(id);

    await world.stopFromOutside('database_restart', id);
    await world.statusIs(id, 'aborted');

    expect(waiting).toMatchObject({ status: 'waiting_approval', approval_id: expect.any(String) });
    expect(await world.lockOf('database')).not.toHaveProperty('owner');
    await until(async () => (await world.linesOf(incident)).some(({ kind }) => kind === 'ended'));
    const [ended] = (await world.linesOf(incident)).filter(({ kind }) => kind === 'ended').slice(-1);
    expect(ended?.text).toContain('was stopped from outside');
    const approval = await world.operator('GET', `/v1/approvals/${String(waiting['approval_id'])}`);
    expect(approval.body['status']).toBe('expired');
  });

  it('is ended by the watch when its event never comes', async () => {
    const { id } = await aWaitingRestart();
    await world.switchEvents('DisableRule');
    await world.stopFromOutside('database_restart', id);
    const between = (await world.show(id))['status'];

    await world.stack.clock.advance(MINUTE);
    await world.statusIs(id, 'aborted');
    await world.switchEvents('EnableRule');

    expect(between).not.toBe('aborted');
    expect(await world.lockOf('database')).not.toHaveProperty('owner');
  });
});

describe('runs that run away', () => {
  it('have an execution each: the second within 90 s, although the alarm is in ALARM already', async () => {
    await runAway('a');
    await world.setAlarm('RewardRunaway', 'ALARM');
    await until(async () => (await runaways('a')).length === 1);
    await runAway('b');
    const { body } = await world.operator('GET', '/v1/runs/b');
    const marked = Date.parse((body['runaway'] as { at: string }).at);

    await until(async () => {
      await world.stack.clock.advance(MINUTE / 4);
      return (await runaways('b')).length === 1;
    });

    const [b] = await runaways('b');
    expect(Date.parse(b?.started_at ?? '') - marked).toBeLessThanOrEqual(90_000);
    expect(await runaways('a')).toHaveLength(1);
  });

  it('stay paused, and the incident says so, when their execution is stopped from outside', async () => {
    const [a] = await runaways('a');
    const { id = '', incident_id = '' } = a ?? {};
    await world.stopFromOutside('rl_reward_runaway_rollback', id);

    await world.statusIs(id, 'aborted');
    await until(async () => (await world.linesOf(incident_id)).some(({ kind }) => kind === 'warning'));

    const { body } = await world.operator('GET', `/v1/incidents/${incident_id}`);
    expect(body['commands']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ title: 'Resume the run a' }),
        expect.objectContaining({ title: 'Stop the run a' }),
      ]),
    );
    expect(await world.lockOf('run#a')).not.toHaveProperty('owner');
    await world.stack.clock.advance(2 * MINUTE);
    expect(await runaways('a')).toHaveLength(1);

    const stop = (body['commands'] as { title: string; body: object }[]).find(
      ({ title }) => title === 'Stop the run a',
    );
    expect((await world.operator('POST', '/v1/runs/a/directives', stop?.body)).status).toBeLessThan(300);
    const after = await world.operator('GET', `/v1/incidents/${incident_id}`);
    expect(JSON.stringify(after.body['commands'])).not.toContain('the run a');
  });
});

describe('an incident that ends by itself', () => {
  it('is resolved when its runbook has succeeded and its alarm is OK, and people are told', async () => {
    await world.setAlarm('KlWarning', 'ALARM');
    await until(async () => (await world.executionsOf('self_ending')).length === 1);
    const [{ id, incident_id } = { id: '', incident_id: '' }] = await world.executionsOf('self_ending');
    await world.statusIs(id, 'succeeded');
    await until(
      async () => (await world.linesOf(incident_id)).filter(({ kind }) => kind === 'ended').length === 2,
    );
    const read = async () => (await world.operator('GET', `/v1/incidents/${incident_id}`)).body;
    const before = await read();
    await world.setAlarm('KlWarning', 'OK');

    await until(async () => {
      await world.stack.clock.advance(MINUTE);
      return (await read())['status'] === 'resolved';
    });

    expect(before['status']).toBe('open');
    expect(await read()).toMatchObject({
      resolved_by: 'artisan',
      resolution: 'self_ending has verified that it helped; KlWarning is OK',
      executions: [id],
      commands: [],
    });
  });

  it('pages once more when nobody sees to it', async () => {
    const draft = { title: 'Slow', description: 'Slower by the hour', severity: 'sev1', components: ['API'] };
    const { body } = await world.operator('POST', '/v1/incidents', draft);
    const id = String(body['id']);

    await until(async () => {
      await world.stack.clock.advance(5 * MINUTE);
      return (await world.linesOf(id)).some(({ kind }) => kind === 'escalated');
    });
    await world.stack.clock.advance(20 * MINUTE);

    const escalated = (await world.linesOf(id)).filter(({ kind }) => kind === 'escalated');
    expect(escalated).toHaveLength(1);
  });
});
