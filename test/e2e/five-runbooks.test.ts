import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { jest } from '@jest/globals';
import { loadConfig } from '../../lib/config/load-config.ts';
import { callModel } from '../../rehearsal/models/call-model.ts';
import { FAULTS, type FaultName } from '../../rehearsal/plant/faults.ts';
import { startPlantStage, type PlantStage } from '../support/rehearsal/plant-stage.ts';
import { RunbookSeen, type CommandSeen } from '../support/rehearsal/runbook-seen.ts';
import { RunawayCase } from '../support/runbooks/runaway-case.ts';
import { serveMeanwhile } from '../support/runbooks/serve-meanwhile.ts';

/** Each waits for several functions that start cold. */
jest.setTimeout(180_000);

const { runbooks } = loadConfig({ folder: 'configs', stage: 'rehearsal' });

let stage: PlantStage;
beforeAll(async () => {
  stage = await startPlantStage();
});
afterAll(() => stage.stop());

/** Whether none of the alarms that start this runbook is in ALARM. */
async function isCalm(id: string): Promise<boolean> {
  const AlarmNames = Object.keys(runbooks[id]?.triggers ?? {}).map((name) => `artisan-rehearsal-${name}`);
  const { MetricAlarms = [] } = await stage.aws.cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames }));
  return MetricAlarms.length > 0 && MetricAlarms.every(({ StateValue }) => StateValue !== 'ALARM');
}

async function sendEverybodyToCreative({ as, stack }: PlantStage): Promise<void> {
  const { headers } = await as('operator', { method: 'GET', path: '/v1/traffic' });
  await as('operator', {
    ...{ method: 'PUT', path: '/v1/traffic/weights' },
    body: { weights: { fast: 0, balanced: 0, creative: 100 } },
    headers: { 'if-match': String(headers['etag']) },
  });
  // The weights are everywhere within five seconds.
  await stack.clock.advance(6_000);
}

/** Breaks a part of the plant and waits for its runbook. */
async function breakAndWait(fault: FaultName, id: string) {
  const { target } = FAULTS[fault];
  const runbook = new RunbookSeen(stage, id);
  const before = (await runbook.executions()).length;
  const eventsBefore = stage.plant.events.length;
  stage.plant.break(fault);
  const execution = await runbook.ended(before);
  const told = stage.plant.events
    .slice(eventsBefore)
    .filter((event) => event.target === target && event.kind !== 'broken')
    .map(({ text }) => text);
  return { runbook, execution, told, resource: `target#${target}` };
}

describe('a runbook, from real figures to its alarm, its steps, and figures that are calm', () => {
  it.each<[fault: FaultName, id: string, told: readonly string[]]>([
    ['api_high_latency', 'api_high_latency_scaleup', ['scaled to 8']],
    [
      ...(['database_pool_exhausted', 'database_connection_failure'] as const),
      ['closed all connections', 'sends reads to the replica'],
    ],
    [
      ...(['database_down', 'database_connection_failure'] as const),
      ['restarted', 'closed all connections', 'sends reads to the replica'],
    ],
    [
      ...(['cache_down', 'cache_service_failure'] as const),
      ['bypassed', 'restarted, empty', 'filled', 'bypassed no more'],
    ],
  ])('mends %s: %s', async (fault, id, expected) => {
    const { runbook, execution, told, resource } = await breakAndWait(fault, id);

    expect([execution.status, told]).toEqual(['succeeded', expected]);
    expect(await runbook.lockOwner(resource)).toBeUndefined();
    expect(stage.plant.state().felt.answered).toBeGreaterThan(0.99);
    const { timeline } = await runbook.resolved(execution);
    expect(timeline.filter(({ kind }) => kind === 'failed' || kind === 'escalated')).toEqual([]);
    expect(await isCalm(id)).toBe(true);
  });
});

describe('the runbook of Qwen', () => {
  const sessions = Array.from({ length: 12 }, (_, index) => `session-${index}`);

  /** One request of each session, answered by the models of its mode. */
  async function serve(): Promise<readonly string[]> {
    const selections = (await stage.selectEach(sessions)).map(({ body }) => body);
    const outcomes = await Promise.all(
      selections.map(async ({ selection_id, mode, models }) => {
        const [model = ''] = models as string[];
        const { ok } = await callModel(stage.models.urls[model]);
        return { selection_id, mode, model, status: ok ? 'ok' : 'error', latency_ms: 2_000 };
      }),
    );
    await stage.asService({ method: 'POST', path: '/v1/outcomes', body: { outcomes } });
    return selections.map(({ mode }) => String(mode));
  }

  it('sends its sessions elsewhere until a person restores them, which is refused before Qwen is well', async () => {
    const runbook = new RunbookSeen(stage, 'qwen_failure_downshift');
    await sendEverybodyToCreative(stage);
    expect(new Set(await serve())).toEqual(new Set(['creative']));

    stage.models.fail('qwen');
    const execution = await serveMeanwhile(stage, 'balanced', runbook.ended(0));
    const meanwhile = await serve();
    const { commands } = await runbook.incidentOf(execution);
    const run = async (command: CommandSeen) => (await stage.as('operator', command)).status;
    const restore = commands.filter(({ title }) => /^Restore|breaker/.test(title));
    const tooEarly = await Promise.all(restore.map(run));
    stage.models.recover('qwen');
    await stage.pass(
      async () => (await Promise.all(restore.map(run))).every((status) => status < 300),
      5_000,
    );

    expect([execution.status, new Set(meanwhile)]).toEqual(['succeeded', new Set(['balanced'])]);
    expect([restore.length, ...tooEarly]).toEqual([2, 409, 409]);
    await stage.pass(async () => (await serve()).every((mode) => mode === 'creative'));
    expect((await runbook.resolve(execution)).status).toBe('resolved');
    await stage.pass(() => isCalm('qwen_failure_downshift'));
  });
});

describe('the runbook of rewards that run away', () => {
  it('goes from the alarm to an approval, the trainer, and an incident that a person resolves', async () => {
    const one = new RunawayCase(stage, 'ran-away');
    const approval = await one.beginAndAsk();
    await one.decide(approval, 'approve');
    await one.obey('rollback');
    await one.obey('resume');

    const execution = await one.ended();

    const incident = await new RunbookSeen(stage, 'rl_reward_runaway_rollback').resolve(execution);
    expect([execution.status, incident.status]).toEqual(['succeeded', 'resolved']);
    expect(await one.run()).toMatchObject({ status: 'running', attempt: 2, lr_multiplier: 0.5 });
  });
});

describe('a runbook that can not help', () => {
  it.each<[fault: FaultName, id: string, told: readonly string[], error: string]>([
    ['api_slow_release', 'api_high_latency_scaleup', [], 'SignalsNotCalmError'],
    ['database_lost', 'database_connection_failure', ['restarted'], 'TargetUnwellError'],
    ['cache_lost', 'cache_service_failure', ['bypassed', 'restarted, empty'], 'TargetUnwellError'],
  ])('fails at %s: %s, and a person is asked for', async (fault, id, expected, error) => {
    const { runbook, execution, told, resource } = await breakAndWait(fault, id);

    const incident = await runbook.incidentOf(execution);
    const since = incident.timeline.slice(incident.timeline.findLastIndex(({ kind }) => kind === 'trigger'));
    const failed = execution.steps.filter(({ status }) => status === 'failed');
    expect([execution.status, told]).toEqual(['failed', expected]);
    expect(failed.map((step) => step.error)).toEqual([error]);
    expect(since.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['failed', 'escalated']));
    expect(incident.status).toBe('open');
    expect(await runbook.lockOwner(resource)).toBeUndefined();
    expect(await isCalm(id)).toBe(false);
  });

  it('says what it has left as it was: a bypass that a person has to end', async () => {
    const runbook = new RunbookSeen(stage, 'cache_service_failure');
    const [newest] = await runbook.executions();
    if (!newest) throw new Error('It has run');

    const { timeline } = await runbook.incidentOf(newest);
    const warnings = timeline.filter(({ kind }) => kind === 'warning').map(({ text }) => text);
    expect(stage.plant.state().cache.bypass).toEqual({ mostPerSecond: 50 });
    expect(warnings).toEqual([expect.stringContaining('a person has to end the bypass')]);
  });
});
