import { DescribeAlarmsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { loadConfig } from '../../lib/config/load-config.ts';
import { startArtisan, type ArtisanStack } from '../support/artisan-stack.ts';
import { awsClients } from '../support/aws-clients.ts';
import { serveScripted, type ScriptedServer } from '../support/targets/scripted-server.ts';
import { until } from '../support/until.ts';

const MINUTE = 60_000;
const { alarms, runbooks } = loadConfig({ folder: 'configs', stage: 'local' });
const SIGNALS = Object.keys(alarms.signals);
/** Which alarm starts which runbook. */
const STARTS = Object.entries(runbooks).flatMap(([runbook, { triggers }]) =>
  Object.keys(triggers).map((alarm) => [alarm, runbook] as const),
);
/** The longest alarm looks at five minutes, and at whole ones. */
const LONG_ENOUGH = 7;

let qwen: ScriptedServer;
let artisan: ArtisanStack;
let aws: ReturnType<typeof awsClients>;
let selections: readonly string[];
beforeAll(async () => {
  qwen = await serveScripted();
  const parameters = { HealthUrls: JSON.stringify({ qwen: qwen.url }) };
  artisan = await startArtisan({ parameters });
  aws = awsClients(artisan.stack);
  selections = await selectCreative(41);
});
afterAll(async () => {
  aws.cloudwatch.destroy();
  aws.dynamodb.destroy();
  await artisan.stop();
  await qwen.close();
});

/** Ids of as many selections of the mode that Qwen answers. */
async function selectCreative(count: number): Promise<readonly string[]> {
  const { headers } = await artisan.as('operator', { method: 'GET', path: '/v1/traffic' });
  await artisan.as('operator', {
    method: 'PUT',
    path: '/v1/traffic/weights',
    body: { weights: { fast: 0, balanced: 0, creative: 100 } },
    headers: { 'if-match': String(headers['etag']) },
  });
  // The weights are everywhere within five seconds of the stage.
  await artisan.stack.clock.advance(6_000);
  const replies = await artisan.selectEach(Array.from({ length: count }, (_, index) => `session-${index}`));
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

type Value = number | { readonly values: readonly number[] };

/** What an application reports of its targets in one minute: `Target Metric` to a value, or several. */
async function report(figures: Readonly<Record<string, Value>>): Promise<void> {
  await aws.cloudwatch.send(
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
async function reportOutcomes(outcomeOf: (index: number) => Outcome): Promise<void> {
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
  const { MetricAlarms = [] } = await aws.cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames }));
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

/** A minute of figures that are each just on the good side of their alarm's threshold. */
async function goodMinute(): Promise<void> {
  await report({
    'api Latency': 2_500,
    'api CpuUtilization': 85,
    'api QueueLength': 100,
    'database PoolUtilization': 99,
    'database ConnectTime': 5_000,
    'database QueryErrors': { values: [1, 1, 1, 0] },
    'cache ConnectErrors': 0,
    'cache HitRate': 0.1,
  });
  // One failed of two, one waited almost 30 s, and the other 40 not longer than 10 s.
  await reportOutcomes((index) => ({
    status: index % 2 === 0 ? 'ok' : 'error',
    latency_ms: index === 0 ? 29_999 : 10_000,
  }));
  await passMinute();
}

async function badMinute(): Promise<void> {
  await report({
    'api Latency': 5_001,
    'api CpuUtilization': 85.1,
    'api QueueLength': 101,
    'database PoolUtilization': 100,
    'database ConnectTime': 5_001,
    'database QueryErrors': { values: [1, 1] },
    'cache ConnectErrors': 1,
    'cache HitRate': 0,
  });
  await reportOutcomes((index) => ({
    status: index < 21 ? 'timeout' : 'ok',
    latency_ms: index === 0 ? 30_000 : 10_001,
  }));
  await passMinute();
}

describe('the alarms that start runbooks', () => {
  it('stay quiet just below their thresholds, one bad minute or two bad checks included', async () => {
    let checks = 0;
    qwen.otherwise(() => ({ status: (checks += 1) % 3 === 0 ? 200 : 503 }));
    const wentOff = new Set<string>();

    for (let minute = 0; minute < LONG_ENOUGH; minute += 1) {
      await goodMinute();
      const states = await statesOf(SIGNALS);
      for (const [name, state] of Object.entries(states)) if (state === 'ALARM') wentOff.add(name);
    }

    expect([...wentOff]).toEqual([]);
    expect(await executions()).toEqual([]);
    await until(async () => (await statesOf(SIGNALS))['ApiLatency'] === 'OK');
    expect(await statesOf(SIGNALS)).toEqual(inState('OK'));
    expect(checks).toBeGreaterThanOrEqual(LONG_ENOUGH);
  });

  it('go off just above them, each', async () => {
    qwen.otherwise(() => ({ status: 503 }));

    for (let minute = 0; minute < LONG_ENOUGH; minute += 1) await badMinute();

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

interface Episodes {
  readonly reward: (index: number) => number;
  readonly kl: number;
}

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

describe.each<[alarm: string, of: string, below: Partial<Episodes>, above: Partial<Episodes>]>([
  ['RewardRunaway', 'mean', { reward: () => 100 }, { reward: () => 100.1 }],
  ['RewardRunaway', 'deviation', { reward: (i) => (i % 2) * 100 }, { reward: (i) => (i % 2) * 100.2 }],
  ['RewardRunaway', 'divergence', { kl: 0.1 }, { kl: 0.101 }],
  ['KlWarning', 'divergence', { kl: 0.05 }, { kl: 0.051 }],
])('the alarm %s on the %s', (alarm, of, below, above) => {
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
