import { DescribeAlarmsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { loadConfig } from '../../lib/config/load-config.ts';
import { startArtisan, type ArtisanStack } from '../support/artisan-stack.ts';
import { serveScripted, type ScriptedServer } from '../support/targets/scripted-server.ts';
import {
  JUST_BAD,
  JUST_WARNING,
  JUST_WELL,
  WARNINGS,
  type Figures,
} from '../support/signals/figures-just.ts';
import { until } from '../support/until.ts';

const MINUTE = 60_000;
const { alarms, runbooks } = loadConfig({ folder: 'configs', stage: 'local' });
const SIGNALS = Object.keys(alarms.signals);
/** Which alarm starts which runbook. */
const STARTS = Object.entries(runbooks).flatMap(([runbook, { triggers }]) =>
  Object.keys(triggers).map((alarm) => [alarm, runbook] as const),
);
interface Episodes {
  readonly reward: (index: number) => number;
  readonly kl: number;
}

const OF_RUNS: readonly (readonly [
  alarm: string,
  of: string,
  below: Partial<Episodes>,
  above: Partial<Episodes>,
])[] = [
  ['RewardRunaway', 'mean', { reward: () => 100 }, { reward: () => 100.1 }],
  ['RewardRunaway', 'deviation', { reward: (i) => (i % 2) * 100 }, { reward: (i) => (i % 2) * 100.2 }],
  ['RewardRunaway', 'divergence', { kl: 0.1 }, { kl: 0.101 }],
  ['KlWarning', 'divergence', { kl: 0.05 }, { kl: 0.051 }],
];

/** The longest alarm looks at five minutes, and at whole ones. */
const LONG_ENOUGH = 7;

let qwen: ScriptedServer;
let artisan: ArtisanStack;
beforeAll(async () => {
  qwen = await serveScripted();
  const parameters = { HealthUrls: JSON.stringify({ qwen: qwen.url }) };
  artisan = await startArtisan({ parameters });
  await sendEverybodyToCreative();
});
afterAll(async () => {
  await artisan.stop();
  await qwen.close();
});

/** The mode that Qwen answers. */
async function sendEverybodyToCreative(): Promise<void> {
  const { headers } = await artisan.as('operator', { method: 'GET', path: '/v1/traffic' });
  await artisan.as('operator', {
    method: 'PUT',
    path: '/v1/traffic/weights',
    body: { weights: { fast: 0, balanced: 0, creative: 100 } },
    headers: { 'if-match': String(headers['etag']) },
  });
  // The weights are everywhere within five seconds of the stage.
  await artisan.stack.clock.advance(6_000);
}

const SESSIONS = Array.from({ length: 41 }, (_, index) => `session-${index}`);

/** Ids of a selection each, whose outcomes are taken for a quarter of an hour. */
async function select(): Promise<readonly string[]> {
  const replies = await artisan.selectEach(SESSIONS);
  expect(new Set(replies.map(({ body }) => body['mode']))).toEqual(new Set(['creative']));
  return replies.map(({ body }) => String(body['selection_id']));
}

const checksRecorded = () => artisan.lines.filter((line) => line.includes('"HealthCheckFailures"')).length;

/** With the health check that is due in each half of it. */
async function passMinute(): Promise<void> {
  for (let half = 0; half < 2; half += 1) {
    const before = checksRecorded();
    await artisan.stack.clock.advance(MINUTE / 2);
    await until(() => checksRecorded() > before);
  }
}

/** What an application reports of its targets in one minute. */
async function report(figures: Figures): Promise<void> {
  await artisan.aws.cloudwatch.send(
    new PutMetricDataCommand({
      Namespace: 'Artisan/local/Targets',
      MetricData: Object.entries(figures).map(([name, value]) => {
        const [target, metric] = name.split(' ');
        return {
          MetricName: metric,
          Dimensions: [{ Name: 'Target', Value: target }],
          Timestamp: new Date(artisan.stack.clock.now()),
          Values: typeof value === 'number' ? [value] : [...value.values],
        };
      }),
    }),
  );
}

interface Outcome {
  readonly status: 'ok' | 'error' | 'timeout';
  readonly latency_ms: number;
}

/** How requests to Qwen went, one for each selection, as their callers report it. */
async function reportOutcomes(
  selections: readonly string[],
  outcomeOf: (index: number) => Outcome,
): Promise<void> {
  const outcomes = selections.map((selection_id, index) => ({
    selection_id,
    mode: 'creative',
    model: 'qwen',
    ...outcomeOf(index),
  }));
  const { status, body } = await artisan.asService({
    method: 'POST',
    path: '/v1/outcomes',
    body: { outcomes },
  });
  expect([status, body['accepted']]).toEqual([202, outcomes.length]);
}

async function statesOf(names: readonly string[]): Promise<Record<string, string | undefined>> {
  const AlarmNames = names.map((name) => `artisan-local-${name}`);
  const { MetricAlarms = [] } = await artisan.aws.cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames }));
  return Object.fromEntries(
    MetricAlarms.map(({ AlarmName = '', StateValue }) => [
      AlarmName.replace('artisan-local-', ''),
      StateValue,
    ]),
  );
}

const see = async (path: string) => (await artisan.as('viewer', { method: 'GET', path })).body;

const executions = async () =>
  (await see('/v1/executions?limit=200'))['items'] as { trigger: { by: string } }[];

interface Line {
  readonly kind: string;
  readonly text: string;
}

/** Alarms that have started this runbook, or have asked for it while it ran: incidents say both. */
async function askersOf(runbook: string): Promise<readonly string[]> {
  const { items } = await see('/v1/incidents?limit=200');
  const ofIt = (items as { id: string; runbook?: string }[]).filter(
    (incident) => incident.runbook === runbook,
  );
  const incidents = await Promise.all(ofIt.map(({ id }) => see(`/v1/incidents/${id}`)));
  const asked = incidents
    .flatMap(({ timeline }) => timeline as Line[])
    .filter(({ kind }) => kind === 'trigger' || kind === 'blocked')
    .map(({ text }) => text.replaceAll(/\W+/g, ' ').split(' '));
  const names = [...SIGNALS, 'RewardRunaway', 'KlWarning'];
  return names.filter((name) => asked.some((words) => words.includes(name)));
}

const inState = (state: string) => Object.fromEntries(SIGNALS.map((name) => [name, state]));

/** A minute in which one of two answers failed, one took almost 30 s, and the others not longer than 10 s. */
async function goodMinute(selections: readonly string[]): Promise<void> {
  await report(JUST_WELL);
  await reportOutcomes(selections, (index) => ({
    status: index % 2 === 0 ? 'ok' : 'error',
    latency_ms: index === 0 ? 29_999 : 10_000,
  }));
  await passMinute();
}

async function warningMinute(): Promise<void> {
  await report(JUST_WARNING);
  await artisan.stack.clock.advance(MINUTE);
}

async function badMinute(selections: readonly string[]): Promise<void> {
  await report(JUST_BAD);
  await reportOutcomes(selections, (index) => ({
    status: index < 21 ? 'timeout' : 'ok',
    latency_ms: index === 0 ? 30_000 : 10_001,
  }));
  await passMinute();
}

/** Names of those that were in ALARM at the end of one of these minutes. */
async function alarmsOver(minute: () => Promise<void>): Promise<readonly string[]> {
  const wentOff = new Set<string>();
  for (let minutes = 0; minutes < LONG_ENOUGH; minutes += 1) {
    await minute();
    const states = await statesOf(SIGNALS);
    for (const [name, state] of Object.entries(states)) if (state === 'ALARM') wentOff.add(name);
  }
  return [...wentOff].sort();
}

describe('the alarms that start runbooks', () => {
  it('are those that are driven here', () => {
    const driven = [...SIGNALS, ...OF_RUNS.map(([alarm]) => alarm)];

    expect(STARTS.map(([alarm]) => alarm).filter((alarm) => !driven.includes(alarm))).toEqual([]);
  });

  it('stay quiet just below their thresholds, one bad minute or two bad checks included', async () => {
    let checks = 0;
    qwen.otherwise(() => ({ status: (checks += 1) % 3 === 0 ? 200 : 503 }));

    const selections = await select();

    const wentOff = await alarmsOver(() => goodMinute(selections));

    expect(wentOff).toEqual([]);
    expect(await executions()).toEqual([]);
    await until(async () => (await statesOf(SIGNALS))['ApiLatency'] === 'OK');
    expect(await statesOf(SIGNALS)).toEqual(inState('OK'));
    expect(checks).toBeGreaterThanOrEqual(LONG_ENOUGH);
  });

  it('stay quiet where others on the same figures warn, which start no runbook', async () => {
    qwen.otherwise(() => ({ status: 200 }));

    const wentOff = await alarmsOver(warningMinute);

    expect(wentOff).toEqual([...WARNINGS].sort());
    expect(await executions()).toEqual([]);
  });

  it('go off just above them, each', async () => {
    qwen.otherwise(() => ({ status: 503 }));
    const selections = await select();

    for (let minute = 0; minute < LONG_ENOUGH; minute += 1) await badMinute(selections);

    await until(async () => !Object.values(await statesOf(SIGNALS)).includes('OK'));
    expect(await statesOf(SIGNALS)).toEqual(inState('ALARM'));
  });

  it.each(Object.keys(runbooks).filter((id) => id !== 'rl_reward_runaway_rollback'))(
    'start %s, those that are to, and no other',
    async (id) => {
      const wanted = STARTS.filter(([, runbook]) => runbook === id).map(([alarm]) => alarm);

      await until(async () => (await askersOf(id)).length >= wanted.length);

      expect([...(await askersOf(id))].sort()).toEqual(wanted.sort());
    },
  );
});

/** A run of a hundred episodes. */
async function train(runId: string, { reward, kl }: Episodes): Promise<void> {
  const rewards = Array.from({ length: 100 }, (_, index) => reward(index));
  await artisan.asTrainer({ method: 'POST', path: '/v1/runs', body: { run_id: runId } });
  const { status } = await artisan.asTrainer({
    method: 'POST',
    path: `/v1/runs/${runId}/metrics`,
    body: {
      attempt: 1,
      first_step: 1,
      columns: { reward: rewards, loss: rewards.map(() => 0.5), kl: rewards.map(() => kl) },
    },
  });
  expect(status).toBe(200);
  await artisan.stack.clock.advance(MINUTE);
}

const calm: Episodes = { reward: () => 15, kl: 0.01 };

describe.each(OF_RUNS)('the alarm %s on the %s', (alarm, of, below, above) => {
  const state = async () => (await statesOf([alarm]))[alarm];

  it('stays quiet at its threshold', async () => {
    // What the case before has raised is over after two minutes.
    await artisan.stack.clock.advance(3 * MINUTE);
    await until(async () => (await state()) === 'OK');

    await train(`${alarm}-${of}-below`, { ...calm, ...below });

    expect(await state()).toBe('OK');
  });

  const startedBy = async (run: string) =>
    (await executions()).filter(({ trigger }) => trigger.by === `mark of run ${run}`).length;

  it('goes off above it, and starts the runbook that it is to start', async () => {
    await train(`${alarm}-${of}-above`, { ...calm, ...above });

    await until(async () => (await state()) === 'ALARM');
    const isTrigger = STARTS.some(([name]) => name === alarm);
    await until(async () => (await startedBy(`${alarm}-${of}-above`)) === Number(isTrigger));
    expect(await startedBy(`${alarm}-${of}-below`)).toBe(0);
  });
});
