import { apiFunction, type ApiResult } from '../../../functions/shared/api-function.ts';
import { metricsRoute, type MetricsRouteDependencies } from '../../../functions/metrics/metrics.ts';
import type { Context } from 'aws-lambda';
import { StoreUnavailableError } from '../../../lib/shared/store-errors.ts';
import { anEvent } from '../../support/api-event.ts';
import { recordingSurroundings } from '../../support/invoke.ts';
import { aSnapshot, NOW } from '../../support/observability/a-snapshot.ts';

const MINUTE_MS = 60_000;
const OUT = new StoreUnavailableError('metric store', new Error('injected'));

/** The route before sources whose answers a test changes, and counts. */
function world() {
  const clock = { time: NOW, now: () => clock.time };
  const state = {
    token: 'secret' as string | undefined,
    isOut: false,
    isTableOut: false,
    reads: { snapshots: 0, alarms: 0, cache: 0, tokens: 0 },
    errors: [] as unknown[],
  };
  const read = <T>(source: keyof typeof state.reads, value: () => T): Promise<T> => {
    state.reads[source] += 1;
    const isOut = source === 'snapshots' ? state.isTableOut : state.isOut;
    return isOut ? Promise.reject(OUT) : Promise.resolve(value());
  };
  const deps: MetricsRouteDependencies = {
    snapshots: { read: () => read('snapshots', () => aSnapshot()) },
    alarms: { read: () => read('alarms', () => [{ name: 'BreakerOpen', isActive: true }]) },
    cache: { hitRate: () => read('cache', () => 0.75) },
    tokens: { read: () => read('tokens', () => state.token) },
    tokenIsKept: '/artisan/test/metrics-token',
    known: { modes: ['fast'], models: ['qwen'], latencyBounds: [0.5, 1] },
    clock,
    onError: (error) => state.errors.push(error),
  };
  const handler = apiFunction({ 'GET /metrics': metricsRoute(deps) }, recordingSurroundings());
  const scrape = (authorization?: string): Promise<ApiResult> =>
    handler(
      anEvent('GET /metrics', { headers: authorization === undefined ? {} : { authorization } }),
      {} as Context,
    );
  return { clock, state, scrape };
}

describe('GET /metrics', () => {
  it('answers its token with text', async () => {
    const { scrape } = world();

    const { statusCode, headers, body } = await scrape('Bearer secret');

    expect(statusCode).toBe(200);
    expect(headers?.['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(body).toContain('\ncache_hit_rate 0.75\n');
    expect(body).toContain('\nartisan_alarm_active{alarm="BreakerOpen"} 1\n');
  });

  it.each([undefined, 'Bearer other', 'Bearer ', 'Basic c2VjcmV0'])(
    'answers %j with 401, and reads nothing for it',
    async (header) => {
      const { scrape, state } = world();

      const { statusCode, headers } = await scrape(header);

      expect([statusCode, headers?.['www-authenticate']]).toEqual([401, 'Bearer realm="metrics"']);
      expect(state.reads).toEqual({ snapshots: 0, alarms: 0, cache: 0, tokens: 1 });
    },
  );

  it('says where a token is to be kept while there is none', async () => {
    const { scrape, state } = world();
    state.token = undefined;

    const { statusCode, body } = await scrape('Bearer secret');

    expect([statusCode, body]).toEqual([401, expect.stringContaining('/artisan/test/metrics-token')]);
  });

  it('takes the old and the new token while one is replaced, and within a minute only the new one', async () => {
    const { scrape, state, clock } = world();
    const statuses: unknown[] = [];
    const tryBoth = async () => {
      for (const token of ['secret', 'next']) statuses.push((await scrape(`Bearer ${token}`)).statusCode);
    };

    await tryBoth();
    for (const token of ['next secret', 'next']) {
      state.token = token;
      clock.time += MINUTE_MS;
      await tryBoth();
    }

    expect(statuses).toEqual([200, 401, 200, 200, 401, 200]);
  });

  it('reads the table once a scrape, and everything that costs once a minute', async () => {
    const { scrape, state, clock } = world();

    for (let i = 0; i < 20; i += 1) {
      await scrape('Bearer secret');
      clock.time += 5_000;
    }

    expect(state.reads).toEqual({ snapshots: 20, alarms: 2, cache: 2, tokens: 2 });
  });

  it('goes on with what it knew while CloudWatch and SSM are out of reach, and then says less', async () => {
    const { scrape, state, clock } = world();
    await scrape('Bearer secret');
    state.isOut = true;

    clock.time += 2 * MINUTE_MS;
    const soon = await scrape('Bearer secret');
    clock.time += 4 * MINUTE_MS;
    const late = await scrape('Bearer secret');

    expect(soon.body).toContain('artisan_alarm_active');
    expect(late.body).toContain('checkpoint_saves_total');
    expect(late.body).not.toContain('artisan_alarm_active');
    expect(late.body).not.toContain('cache_hit_rate');
    expect(state.errors).toContain(OUT);
  });

  it('answers 503 while the table is out of reach, and tells of each such gap, too few as they are for ServerErrors', async () => {
    const { scrape, state, clock } = world();
    await scrape('Bearer secret');
    state.isTableOut = true;

    const statuses: unknown[] = [];
    for (let i = 0; i < 4; i += 1) {
      statuses.push((await scrape('Bearer secret')).statusCode);
      clock.time += 15_000;
    }

    expect(statuses).toEqual([503, 503, 503, 503]);
    expect(state.errors).toEqual([OUT, OUT, OUT, OUT]);
  });

  it('lets nobody in while it has never seen the token', async () => {
    const { scrape, state } = world();
    state.isOut = true;

    expect((await scrape('Bearer secret')).statusCode).toBe(503);
  });
});
