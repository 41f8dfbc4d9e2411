import { createAddressRule } from '../../../../lib/http/address-rule.ts';
import { createGuardedHttp } from '../../../../lib/http/guarded-http.ts';
import { createWebhookTarget } from '../../../../lib/http/targets/webhook-target.ts';
import { anEffect } from '../../../support/targets/an-effect.ts';
import { serveScripted, type ScriptedServer } from '../../../support/targets/scripted-server.ts';
import { aTargetWorld, failureOf } from '../../../support/targets/target-world.ts';

let server: ScriptedServer;
beforeEach(async () => {
  server = await serveScripted();
});
afterEach(() => server.close());

/** With a time-out that only a machine at a standstill would reach. */
function aWebhook({ world = aTargetWorld(), timeoutMs = 30_000, url = `${server.url}/hook` } = {}) {
  return createWebhookTarget(
    'api',
    { url, serves: ['check', 'scale', 'restart'], timeout_ms: timeoutMs },
    world,
  );
}

describe('a webhook', () => {
  it.each(['OK', '<html>', '[]', '{"detail": 1}', '{"healthy": "yes"}', ''])(
    'has taken what it answered 200, whatever it says to it: %j',
    async (body) => {
      server.otherwise(() => ({ status: 200, body }));

      expect(await aWebhook().apply({ name: 'restart' }, anEffect())).toBe('taken');
      expect(server.asked).toHaveLength(1);
    },
  );

  it('that answers byte by byte is given up when its time is over', async () => {
    server.otherwise(() => 'drip');
    const world = aTargetWorld();

    const failure = await failureOf(
      aWebhook({ world, timeoutMs: 300 }).apply(
        { name: 'restart' },
        anEffect('effect-1', { until: world.clock.now() + 300 }),
      ),
    );

    expect(failure).toBe('TargetUnavailableError: api: no whole answer within 300 ms');
  });

  it('that never stops talking is cut short: no look at it is believed, and what it was told is taken', async () => {
    server.otherwise(() => 'flood');

    expect(await failureOf(aWebhook().observe())).toMatch(
      /^TargetRefusedError: api: answered something else/,
    );
    expect(await aWebhook().apply({ name: 'restart' }, anEffect())).toBe('taken');
  });

  it('whose name leads somewhere internal at the second try is not followed there', async () => {
    const answers = [['127.0.0.1'], ['169.254.169.254']];
    const asked: string[] = [];
    const world = {
      ...aTargetWorld(),
      http: createGuardedHttp({
        isAllowed: createAddressRule(['127.0.0.0/8']),
        resolve: (name) => {
          asked.push(name);
          return Promise.resolve(answers.shift() ?? []);
        },
      }),
    };
    server.otherwise(() => ({ status: 500 }));
    const url = server.url.replace('127.0.0.1', 'rebinding.example');

    const failure = await failureOf(aWebhook({ world, url }).apply({ name: 'restart' }, anEffect()));

    expect(failure).toMatch(/^TargetRefusedError: api: 169\.254\.169\.254 is an internal address/);
    expect([asked, server.asked.length]).toEqual([['rebinding.example', 'rebinding.example'], 1]);
  });
});
