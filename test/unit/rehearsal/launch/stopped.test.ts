import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { loadConfig } from '../../../../lib/config/load-config.ts';
import { loadScenario } from '../../../../lib/config/load-scenario.ts';
import { rehearseLaunch } from '../../../../rehearsal/launch/rehearse-launch.ts';

const KEY = { accessKeyId: 'key', secretAccessKey: 'secret' };
const scenario = loadScenario('configs', 'calm', loadConfig({ folder: 'configs', stage: 'rehearsal' }));

/** An API where nothing is to be seen, and nothing can be done. */
async function anEmptyApi() {
  const server = createServer((request, response) => {
    const isRead = request.method === 'GET' && !request.url?.startsWith('/v1/report');
    const isOfRun = /^\/v1\/runs\/[^/]+$/.test(request.url ?? '');
    response.writeHead(isOfRun ? 404 : isRead ? 200 : 503, { 'content-type': 'application/json' });
    const nothing = { items: [], weights: {}, downshifts: {}, breakers: [] };
    response.end(JSON.stringify(isRead ? nothing : {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe('a launch that is stopped', () => {
  it('before it has begun ends at once, and breaks nothing', async () => {
    const { server, url } = await anEmptyApi();
    const told: string[] = [];
    const expected = { ...scenario, expect: { ...scenario.expect, events: {} } };

    const { traffic } = await rehearseLaunch({
      ...{ scenario: expected, sessions: 100, name: 'stopped', isInteractive: false },
      stage: {
        ...{ url, region: 'us-east-1', noAuth: true, serviceKey: KEY, trainerKey: KEY },
        clock: { now: () => 0 },
        tokenOf: () => Promise.resolve('token'),
        alarms: () => Promise.resolve([]),
      },
      models: {
        ...{ healthUrls: {}, urls: {} },
        ...{ fail: () => undefined, recover: () => undefined, stop: () => Promise.resolve() },
      },
      plant: { break: (fault) => told.push(fault) },
      onEvent: ({ event }) => told.push(event),
      onProgress: () => undefined,
      onAsked: () => Promise.resolve(),
      stop: AbortSignal.abort(),
    });
    server.close();
    server.closeAllConnections();

    expect(traffic).toBeUndefined();
    expect(told).toEqual([]);
  });
});
