import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { startArtisan, type ArtisanStack } from '../support/artisan-stack.ts';
import { serveNastily, type NastyServer } from '../support/http/nasty-server.ts';
import { until } from '../support/until.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let models: NastyServer;
let artisan: ArtisanStack;
beforeAll(async () => {
  models = await serveNastily();
  const urls = { mistral: `${models.url}/ok`, qwen: `${models.url}/broken` };
  artisan = await startArtisan({ parameters: { HealthUrls: JSON.stringify(urls) } });
});
afterAll(async () => {
  await artisan.stop();
  await models.close();
});

const health = async () => {
  const { body } = await artisan.as('viewer', { method: 'GET', path: '/v1/health/models' });
  return body['models'] as Record<string, Record<string, unknown>>;
};

const failuresOf = async (model: string) => Number((await health())[model]?.['consecutive_failures']);

describe('the health of the models', () => {
  it('is not known before the first check', async () => {
    expect(await health()).toMatchObject({
      mistral: { healthy: true, probed: true, checked_at: null, reason: 'not checked yet' },
      llama: { healthy: true, probed: false, checked_at: null },
    });
  });

  it('is asked for twice a minute, by the rule and by a delayed message of it', async () => {
    await artisan.stack.clock.advance(MINUTE);
    await until(async () => (await failuresOf('qwen')) === 1);
    await artisan.stack.clock.advance(30 * SECOND);
    await until(async () => (await failuresOf('qwen')) === 2);

    expect(await health()).toMatchObject({
      mistral: { healthy: true, consecutive_failures: 0, reason: 'answered 200' },
      qwen: { healthy: false, reason: 'answered 503' },
      llama: { healthy: true, probed: false, checked_at: null },
    });
    expect(models.asked.filter(({ path }) => path === '/ok')).toHaveLength(2);
  });

  it('counts a delivery that comes twice, or late, once', async () => {
    const before = await failuresOf('qwen');
    const payload = JSON.stringify({ scheduled_at: '2020-01-01T00:00:00Z', delay_seconds: 0 });

    const { functionError } = await artisan.stack.invoker.invoke('artisan-local-health-prober', payload);

    expect(functionError).toBeUndefined();
    expect(await failuresOf('qwen')).toBe(before);
  });

  it('leaves its metrics, by model', () => {
    expect(artisan.lines.filter((line) => line.includes('"HealthCheckFailures":1'))).not.toEqual([]);
    expect(artisan.lines.filter((line) => line.includes('Background work failed'))).toEqual([]);
  });
});

describe('the breaker of a model whose health checks fail', () => {
  const breakers = async () => {
    const { body } = await artisan.as('viewer', { method: 'GET', path: '/v1/traffic' });
    return body['breakers'] as { model: string; state: string }[];
  };
  const stateOf = async (model: string) =>
    (await breakers()).find((breaker) => breaker.model === model)?.state;

  it('stays closed after two of them, and opens with the third', async () => {
    expect([await failuresOf('qwen'), await stateOf('qwen')]).toEqual([2, 'closed']);

    await artisan.stack.clock.advance(30 * SECOND);
    await until(async () => (await stateOf('qwen')) === 'open');

    expect(await failuresOf('qwen')).toBe(3);
    expect(await stateOf('mistral')).toBe('closed');
  });

  it('keeps sessions from the modes that need the model', async () => {
    await artisan.as('operator', {
      method: 'PUT',
      path: '/v1/traffic/weights',
      body: { weights: { creative: 100 } },
      headers: { 'if-match': '*' },
    });
    await artisan.stack.clock.advance(5 * SECOND);

    // A container whose first look at the breakers takes too long serves without them until its next one.
    const sessions: Record<string, unknown>[] = [];
    await until(async () => {
      const { body } = await artisan.select(`needs-qwen-${sessions.length}`);
      sessions.push(body);
      return body['mode'] === 'balanced';
    });

    // By its breaker, or already by the runbook that its alarm starts.
    const reason = expect.stringMatching(/^(breaker_open|downshift)$/) as unknown;
    expect(sessions.at(-1)).toMatchObject({ assigned_mode: 'creative', mode: 'balanced', reason });
  });
});

describe('the alarm on health checks', () => {
  const state = async () => {
    const AlarmNames = ['artisan-local-HealthChecksStopped'];
    const { MetricAlarms = [] } = await artisan.aws.cloudwatch.send(
      new DescribeAlarmsCommand({ AlarmNames }),
    );
    return MetricAlarms[0]?.StateValue;
  };
  const pass = async (minutes: number) => {
    for (let minute = 0; minute < minutes; minute += 1) await artisan.stack.clock.advance(MINUTE);
  };

  it('is quiet while they are made, and goes off once they cannot be recorded', async () => {
    await artisan.stack.clock.advance(MINUTE);
    await until(async () => (await state()) === 'OK');
    artisan.stack.faults.inject({
      service: 'dynamodb',
      operation: 'UpdateItem',
      kind: 'deny',
      times: Number.MAX_SAFE_INTEGER,
    });
    await pass(8);

    await until(async () => (await state()) === 'ALARM');
    artisan.stack.faults.clear();
    await until(async () => {
      await pass(1);
      return (await state()) === 'OK';
    });
  });
});
