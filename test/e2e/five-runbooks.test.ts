import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { jest } from '@jest/globals';
import { loadConfig } from '../../lib/config/load-config.ts';
import { FAULTS, type FaultName } from '../../rehearsal/plant/faults.ts';
import { startPlantStage, type PlantStage } from '../support/rehearsal/plant-stage.ts';
import { RunbookSeen } from '../support/rehearsal/runbook-seen.ts';

/** Each waits for several functions that start cold. */
jest.setTimeout(180_000);

const { runbooks } = loadConfig({ folder: 'configs', stage: 'rehearsal' });
const SECOND = 1_000;

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

    const { timeline } = await runbook.incidentOf(execution);
    expect([execution.status, told]).toEqual(['succeeded', expected]);
    expect(timeline.filter(({ kind }) => kind === 'failed' || kind === 'escalated')).toEqual([]);
    expect(await runbook.lockOwner(resource)).toBeUndefined();
    expect(stage.plant.state().felt.answered).toBeGreaterThan(0.99);
    await stage.pass(() => isCalm(id), SECOND);
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
