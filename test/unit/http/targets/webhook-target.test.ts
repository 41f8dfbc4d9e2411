import { createHmac } from 'node:crypto';
import { NoAnswerInTimeError } from '../../../../lib/http/errors.ts';
import type { OutboundRequest } from '../../../../lib/http/guarded-http.ts';
import { createWebhookTarget } from '../../../../lib/http/targets/webhook-target.ts';
import { serveScripted, type ScriptedServer } from '../../../support/targets/scripted-server.ts';
import { aTargetWorld, failureOf, NOW } from '../../../support/targets/target-world.ts';
import { anEffect } from '../../../support/targets/an-effect.ts';

let server: ScriptedServer;
beforeEach(async () => {
  server = await serveScripted();
});
afterEach(() => server.close());

function aWebhook({ world = aTargetWorld(), timeoutMs = 2_000, url = `${server.url}/hook` } = {}) {
  return createWebhookTarget(
    'api',
    { url, serves: ['check', 'scale', 'restart'], timeout_ms: timeoutMs },
    world,
  );
}

const expectedSignature = (secret: string, timestamp: unknown, body: string) =>
  `v1=${createHmac('sha256', secret)
    .update(`${String(timestamp)}.${body}`)
    .digest('hex')}`;

describe('a webhook', () => {
  it('is told what to do in a message that is signed, timestamped and named by its effect', async () => {
    server.script({ status: 200, body: '{"detail": "8 replicas are starting"}' });

    const text = await aWebhook().apply({ name: 'scale', replicas: 8 }, anEffect());

    const [asked] = server.asked;
    expect(text).toBe('8 replicas are starting');
    expect(JSON.parse(asked?.body ?? '')).toEqual({
      target: 'api',
      operation: 'scale',
      replicas: 8,
      effect_id: 'effect-1',
    });
    expect(asked).toMatchObject({
      method: 'POST',
      path: '/hook',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': 'effect-1',
        'x-artisan-key-id': 'change.3',
        'x-artisan-timestamp': String(NOW / 1_000),
        'x-artisan-signature': expectedSignature('webhook-change', NOW / 1_000, asked?.body ?? ''),
      },
    });
  });

  it('is asked with the key that may only read', async () => {
    server.script({ status: 200, body: '{"healthy": false, "values": {"replicas": 4, "pool": "full"}}' });

    const observation = await aWebhook().observe();

    const [asked] = server.asked;
    expect(observation).toEqual({
      healthy: false,
      values: { replicas: 4, pool: 'full' },
      text: 'is not well',
    });
    expect(asked?.headers['x-artisan-key-id']).toBe('read.3');
    expect(asked?.headers['x-artisan-signature']).toBe(
      expectedSignature('webhook-read', NOW / 1_000, asked?.body ?? ''),
    );
  });

  it('is told again, with the same effect and a fresh timestamp, when it hangs or fails', async () => {
    server.script('hang', { status: 500 }, { status: 200 });
    const world = aTargetWorld();

    const text = await aWebhook({ world, timeoutMs: 200 }).apply({ name: 'restart' }, anEffect());

    expect(text).toBe('taken');
    expect(server.asked.map(({ headers }) => headers['idempotency-key'])).toEqual(Array(3).fill('effect-1'));
    expect(server.asked.map(({ headers }) => Number(headers['x-artisan-timestamp']) - NOW / 1_000)).toEqual([
      0, 1, 2,
    ]);
    expect(world.pauses).toEqual([250, 500]);
  });

  it.each([
    ['2', 2_000],
    ['Sun, 22 Nov 2026 12:00:02 GMT', 2_000],
    ['3600', 3_000],
    ['999999999999999999', 250],
    ['-5', 250],
    ['soon', 250],
    ['Sun, 22 Nov 2026 11:00:00 GMT', 250],
  ])('that asks by Retry-After: %s is told again after %i ms', async (retryAfter, milliseconds) => {
    const date = 'Sun, 22 Nov 2026 12:00:00 GMT';
    server.script({ status: 503, headers: { 'retry-after': retryAfter, date } }, { status: 200 });
    const world = aTargetWorld();

    await aWebhook({ world }).apply({ name: 'restart' }, anEffect());

    expect(world.pauses).toEqual([milliseconds]);
  });

  it('that is busy is told again when it says that it will be ready', async () => {
    server.script(
      { status: 409, headers: { 'retry-after': '1' } },
      { status: 429, headers: { 'retry-after': '2' } },
    );
    const world = aTargetWorld();

    await aWebhook({ world }).apply({ name: 'restart' }, anEffect());

    expect(world.pauses).toEqual([1_000, 2_000]);
  });

  it.each([
    ['answers 500', { status: 500, body: 'out of\nmemory' }, 'answered 500: out of memory'],
    ['is throttled', { status: 429 }, 'answered 429'],
    ['breaks the connection', 'breaks', 'the connection failed (ECONNRESET)'],
  ] as const)('is given up after three tries when it %s', async (_what, answer, said) => {
    server.otherwise(() => answer);

    const failure = await failureOf(aWebhook().apply({ name: 'restart' }, anEffect()));

    expect(failure).toBe(`TargetUnavailableError: api: ${said}`);
    expect(server.asked).toHaveLength(3);
  });

  it.each([
    [400, 'TargetRefusedError: api: answered 400'],
    [401, 'TargetDeniedError: api: answered 401'],
    [403, 'TargetDeniedError: api: answered 403'],
    [404, 'TargetRefusedError: api: answered 404'],
  ])('is not asked again when it answers %s', async (status, said) => {
    server.otherwise(() => ({ status }));

    expect(await failureOf(aWebhook().apply({ name: 'restart' }, anEffect()))).toBe(said);
    expect(server.asked).toHaveLength(1);
  });

  it("is not told again once it must not be: the lock is another's, or the try is over", async () => {
    server.otherwise(() => ({ status: 500 }));
    const failures = [undefined, new Error('it is over')];
    const confirm = () => {
      const failure = failures.shift();
      return failure ? Promise.reject(failure) : Promise.resolve();
    };

    const failure = await failureOf(aWebhook().apply({ name: 'restart' }, anEffect('effect-1', { confirm })));

    expect(failure).toBe('Error: it is over');
    expect(server.asked).toHaveLength(1);
  });

  it('is not told again when the answer could not be waited for', async () => {
    server.otherwise(() => ({ status: 500 }));
    const world = aTargetWorld();

    // A try, a pause of 250 ms by chance, and another try: 100 ms are missing.
    const until = world.clock.now() + 2_250 - 100;
    const failure = await failureOf(
      aWebhook({ world }).apply({ name: 'restart' }, anEffect('effect-1', { until })),
    );

    expect(failure).toBe('TargetUnavailableError: api: answered 500');
    expect(server.asked).toHaveLength(1);
  });

  it('that hangs is waited for no longer than there is time', async () => {
    server.otherwise(() => 'hang');
    const world = aTargetWorld();

    const until = world.clock.now() + 150;
    const failure = await failureOf(
      aWebhook({ world }).apply({ name: 'restart' }, anEffect('effect-1', { until })),
    );

    expect(failure).toBe('TargetUnavailableError: api: no whole answer within 150 ms');
  });

  it('that hangs when it is asked is given up by a deadline of its own, however long its time-out', async () => {
    const timeouts: number[] = [];
    const world = {
      ...aTargetWorld(),
      http: ({ timeoutMs }: OutboundRequest) => {
        timeouts.push(timeoutMs);
        return Promise.reject(new NoAnswerInTimeError(timeoutMs));
      },
      clock: { now: () => NOW + timeouts.reduce((sum, each) => sum + each, 0) },
    };

    const failure = await failureOf(aWebhook({ world, timeoutMs: 5_000 }).observe());

    expect(failure).toBe('TargetUnavailableError: api: no whole answer within 3000 ms');
    expect(timeouts).toEqual([3_000]);
  });

  it('is not followed to where it redirects, be it the metadata of the instance', async () => {
    server.otherwise(() => ({
      status: 302,
      headers: { location: 'http://169.254.169.254/latest/meta-data' },
    }));

    const failure = await failureOf(aWebhook().apply({ name: 'restart' }, anEffect()));

    expect(failure).toBe('TargetRefusedError: api: answered 302, and redirects are not followed');
    expect(server.asked).toHaveLength(1);
  });

  it.each(['http://169.254.169.254/latest', 'http://10.0.0.1/', 'http://[::1]/', 'http://127.0.0.1:1/'])(
    'is never told at the internal address %s, and not tried again',
    async (url) => {
      const world = aTargetWorld({ allowed: [] });

      const failure = await failureOf(aWebhook({ world, url }).apply({ name: 'restart' }, anEffect()));

      expect(failure).toMatch(/^TargetRefusedError: api: .* is an internal address/);
      expect(world.pauses).toEqual([]);
    },
  );

  it('is not told anything unsigned: a missing secret is named', async () => {
    const world = aTargetWorld();
    world.stored.delete('/artisan/test/targets/api/webhook/change');

    const failure = await failureOf(aWebhook({ world }).apply({ name: 'restart' }, anEffect()));

    expect(failure).toBe(
      'TargetDeniedError: api: the parameter /artisan/test/targets/api/webhook/change is missing',
    );
    expect(server.asked).toEqual([]);
  });

  it.each(['<html>', '[]', '{"healthy": "yes"}', '{"values": {"a": {}}}', '{"values": 1'])(
    'that answers %s is refused, not believed',
    async (body) => {
      server.otherwise(() => ({ status: 200, body }));

      expect(await failureOf(aWebhook().observe())).toMatch(
        /^TargetRefusedError: api: answered something else/,
      );
    },
  );

  it('shows what it would be told without asking anybody', () => {
    expect(aWebhook({ url: 'https://ops.example/hook' }).describe({ name: 'scale', replicas: 8 })).toEqual({
      method: 'POST',
      url: 'https://ops.example/hook',
      body: { target: 'api', operation: 'scale', replicas: 8 },
    });
    expect(server.asked).toEqual([]);
  });
});
