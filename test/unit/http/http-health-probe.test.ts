import { createServer, type ServerResponse } from 'node:http';
import { createAddressRule } from '../../../lib/http/address-rule.ts';
import { createGuardedHttp } from '../../../lib/http/guarded-http.ts';
import { createHealthProbe } from '../../../lib/http/http-health-probe.ts';
import { createResolve } from '../../../lib/http/resolve.ts';
import { serve } from '../../support/serve.ts';
import { serveNastily, type NastyServer } from '../../support/http/nasty-server.ts';

let server: NastyServer;
beforeAll(async () => {
  server = await serveNastily();
});
afterAll(() => server.close());

const probeWith = (allowed: readonly string[]) =>
  createHealthProbe(createGuardedHttp({ isAllowed: createAddressRule(allowed), resolve: createResolve() }));
const probe = probeWith(['127.0.0.1/32']);
/** Short where the time-out is the answer; elsewhere nobody waits for it, however slow the machine is. */
const check = (path: string, timeoutMs: number) => probe({ url: `${server.url}${path}`, timeoutMs });

describe('a health check', () => {
  it.each([
    ['/ok', true, 'answered 200'],
    ['/empty', true, 'answered 204'],
    ['/floods', true, 'answered 200'],
    ['/broken', false, 'answered 503'],
    ['/missing', false, 'answered 404'],
    ['/redirects', false, 'answered 302, a redirect to 169.254.169.254 that is not followed'],
    ['/hangs', false, 'no whole answer within 300 ms'],
    ['/hangs-in-body', false, 'no whole answer within 300 ms'],
    ['/trickles', false, 'no whole answer within 300 ms'],
    ['/resets', false, 'the connection failed (ECONNRESET)'],
    ['/resets-in-body', false, 'the connection failed (ECONNRESET)'],
    ['/sends-endless-headers', false, 'the connection failed (HPE_HEADER_OVERFLOW)'],
  ])('of a server that answers %s is %p: %s', async (path, healthy, reason) => {
    const timeoutMs = reason.startsWith('no whole answer') ? 300 : 20_000;

    expect(await check(path, timeoutMs)).toEqual({ healthy, reason, latencyMs: expect.any(Number) });
  });

  it('of an internal address is unhealthy, says why, and asks nobody', async () => {
    const before = server.asked.length;

    const answer = await probeWith([])({ url: `${server.url}/ok`, timeoutMs: 300 });

    expect(answer).toMatchObject({
      healthy: false,
      reason: '127.0.0.1 is an internal address, which this stage does not allow',
    });
    expect(server.asked).toHaveLength(before);
  });

  it('tells how long it took', async () => {
    const { latencyMs } = await check('/hangs', 300);

    expect(latencyMs).toBeGreaterThanOrEqual(290);
  });

  it('of twelve models is made of all of them at once', async () => {
    const waiting: ServerResponse[] = [];
    const meeting = await serve(
      createServer((_request, response) => {
        waiting.push(response);
        // Nobody is answered before all have asked: one after the other they would end at their time-outs.
        if (waiting.length === 12) for (const each of waiting) each.end();
      }),
    );

    const checks = Array.from({ length: 12 }, () => probe({ url: meeting.url, timeoutMs: 30_000 }));
    const seen = await Promise.all(checks);
    await meeting.close();

    expect(seen.filter(({ healthy }) => healthy)).toHaveLength(12);
  });
});
