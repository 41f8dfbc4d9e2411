import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import { DynamoDbBreakerStore } from '../../lib/aws/dynamodb-breaker-store.ts';
import { createBreakerReports } from '../../lib/breakers/reports.ts';
import { startArtisan, type ArtisanStack } from '../support/artisan-stack.ts';
import { awsClients } from '../support/aws-clients.ts';
import { aTrafficConfig } from '../support/traffic/fakes.ts';
import { until } from '../support/until.ts';

const CACHE_MS = 1_000;

let artisan: ArtisanStack;
beforeAll(async () => {
  artisan = await startArtisan();
});
afterAll(() => artisan.stop());

const path = '/v1/breakers/qwen';
const read = () => artisan.as('viewer', { method: 'GET', path });
const put = (state: string, etag: unknown) =>
  artisan.as('operator', {
    method: 'PUT',
    path,
    body: { state, reason: 'e2e' },
    headers: { 'if-match': String(etag) },
  });

/** Long enough after each for what is due by then to be done. */
async function minutes(count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) {
    const looks = () => artisan.lines.filter((line) => line.includes('"OpenBreakers":')).length;
    const before = looks();
    await artisan.stack.clock.advance(60_000);
    await until(() => looks() > before);
  }
}

async function alarmState(): Promise<string | undefined> {
  const { cloudwatch, destroy } = awsClients(artisan.stack);
  const { MetricAlarms = [] } = await cloudwatch.send(
    new DescribeAlarmsCommand({ AlarmNames: ['artisan-local-BreakerOpen'] }),
  );
  destroy();
  return MetricAlarms[0]?.StateValue;
}

/** Sessions that were assigned `creative`: one in ten is. */
async function creativeSessions(): Promise<readonly string[]> {
  const creative: string[] = [];
  for (let i = 0; creative.length < 3; i += 1) {
    const { body } = await artisan.select(`breaker-${i}`);
    if (body['assigned_mode'] === 'creative') creative.push(`breaker-${i}`);
  }
  return creative;
}

describe('a breaker forced over HTTP', () => {
  it('sends the sessions of its modes elsewhere within a second, and lets them return', async () => {
    const sessions = await creativeSessions();
    const before = await read();
    const traffic = () => artisan.as('viewer', { method: 'GET', path: '/v1/traffic' });
    const trafficBefore = await traffic();

    const forced = await put('forced_open', before.headers['etag']);
    const stale = await put('forced_closed', before.headers['etag']);
    await artisan.stack.clock.advance(CACHE_MS);
    const down = await artisan.selectEach(sessions);
    const trafficThen = await traffic();
    const auto = await put('auto', forced.headers['etag']);
    await artisan.stack.clock.advance(CACHE_MS);
    const back = await artisan.selectEach(sessions);

    expect([before.body['state'], forced.body['state'], auto.body['state']]).toEqual([
      'closed',
      'forced_open',
      'closed',
    ]);
    expect([stale.status, forced.body['owner']]).toEqual([412, 'operator']);
    for (const { body } of down)
      expect(body).toMatchObject({ mode: 'balanced', assigned_mode: 'creative', reason: 'breaker_open' });
    for (const { body } of back) expect(body).toMatchObject({ mode: 'creative', reason: 'sticky' });
    expect(trafficThen.body['breakers']).toContainEqual(expect.objectContaining(forced.body));
    expect(trafficThen.headers['etag']).toBe(trafficBefore.headers['etag']);
  });

  it('is listed, and tells of its transitions', async () => {
    const list = await artisan.as('viewer', { method: 'GET', path: '/v1/breakers' });
    const refused = await artisan.as('viewer', {
      method: 'PUT',
      path,
      body: { state: 'auto', reason: 'x' },
      headers: { 'if-match': '*' },
    });

    const models = (list.body['items'] as { model: string }[]).map(({ model }) => model);
    expect(models).toEqual(['mistral', 'llama', 'qwen']);
    expect(refused.status).toBe(403);
    expect(artisan.lines.some((line) => line.includes('"BreakerTransitions":1'))).toBe(true);
  });

  it('keeps its alarm on for as long as it is open, also when nobody asks for a selection', async () => {
    const before = await read();
    const forced = await put('forced_open', before.headers['etag']);

    await minutes(4);
    await until(async () => (await alarmState()) === 'ALARM');
    await minutes(5);
    const afterwards = await alarmState();
    await put('auto', forced.headers['etag']);
    await minutes(4);

    expect(afterwards).toBe('ALARM');
    await until(async () => (await alarmState()) === 'OK');
  });
});

describe('a model that fails', () => {
  const checks = { ok: false, latencyMs: 1 };

  it('is left alone, then tried by one of fifty selections, and comes back with it', async () => {
    const { stack } = artisan;
    const config = { endpoint: stack.awsUrl, region: stack.region, credentials: stack.root.credentials };
    const client = new DynamoDBClient(config);
    const reports = createBreakerReports({
      store: new DynamoDbBreakerStore(client, stack.outputs['ControlTableName'] ?? ''),
      config: aTrafficConfig(),
      clock: stack.clock,
      random: () => 0,
      ids: randomUUID,
      publish: () => undefined,
    });
    const sessions = await creativeSessions();
    const fifty = Array.from({ length: 50 }, (_, i) => sessions[i % sessions.length] ?? '');
    for (let i = 0; i < 3; i += 1) {
      await reports.recordHealthCheck('qwen', { ...checks, at: stack.clock.now() });
      await stack.clock.advance(CACHE_MS);
    }

    const open = await artisan.selectEach(sessions);
    await stack.clock.advance(10_000);
    const half = await Promise.all(fifty.map((session) => artisan.select(session)));
    const probes = half.filter(({ body }) => body['mode'] === 'creative');
    const { nonce, at } = nonceOf(String(probes[0]?.body['selection_id']));
    await reports.recordOutcomes([{ models: ['qwen'], status: 'ok', latencyMs: 1, nonce, selectedAt: at }]);
    await stack.clock.advance(CACHE_MS);
    const closed = await artisan.selectEach(sessions);
    client.destroy();

    expect(open.map(({ body }) => body['reason'])).toEqual(sessions.map(() => 'breaker_open'));
    expect(probes).toHaveLength(1);
    expect(closed.map(({ body }) => `${String(body['mode'])} ${String(body['reason'])}`)).toEqual(
      sessions.map(() => 'creative sticky'),
    );
  });
});

/** What a selection id says (lib/traffic/selection-id.ts), unchecked: only functions have the key. */
function nonceOf(selectionId: string): { nonce: string; at: number } {
  const claims = Buffer.from(selectionId.split('.')[1] ?? '', 'base64url')
    .toString()
    .split('|');
  return { nonce: claims[4] ?? '', at: Number(claims[2]) };
}
