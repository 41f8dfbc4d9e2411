import { request as httpRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { AwsError } from '../../../../local/aws-endpoint/aws-error.ts';
import { createEndpoint, type EndpointOptions } from '../../../../local/aws-endpoint/endpoint.ts';
import { createFaults } from '../../../../local/aws-endpoint/faults.ts';
import { createLocalControls } from '../../../../local/aws-endpoint/local-controls.ts';
import { openGatekeeper } from '../../../../local/aws-endpoint/open-gatekeeper.ts';
import type { JsonService } from '../../../../local/aws-endpoint/service.ts';
import { createMovableClock } from '../../../../local/clock/movable-clock.ts';
import { serve, type Served } from '../../../support/serve.ts';

const open: Served[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((served) => served.close()));
});

const effects: unknown[] = [];
const echo: JsonService = {
  protocol: 'json-1.1',
  targetPrefix: 'Echo_1',
  permissions: () => [{ action: 'echo:Say', resource: 'arn:aws:echo:::thing/a' }],
  call: ({ operation, input }) => {
    effects.push(input);
    if (operation === 'Refuse') throw new AwsError('TooBad', 'no', { fields: { Reason: 'because' } });
    if (operation === 'Crash') throw new Error('a fault of ours');
    return Promise.resolve({ operation, input });
  },
};

async function start(more: Partial<EndpointOptions> = {}) {
  const served = await serve(
    createEndpoint({ jsonServices: [echo], restServices: [], gatekeeper: openGatekeeper, ...more }),
  );
  open.push(served);
  return served.url;
}
interface Sent {
  readonly target?: string;
  readonly body?: string | Buffer<ArrayBuffer>;
  readonly headers?: Record<string, string>;
}
const say = (url: string, { target = 'Echo_1.Say', body = '{"a":1}', headers = {} }: Sent = {}) =>
  fetch(url, { method: 'POST', headers: { 'x-amz-target': target, ...headers }, body });

/** fetch does not let a caller set Host. */
function statusWithHost(
  url: string,
  host: string,
  headers: Record<string, string> = {},
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method: 'POST', headers: { host, ...headers } });
    request.on('response', (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('error', reject).end('{}');
  });
}

describe('the endpoint', () => {
  it('lets a request take as long as it likes, but for its head', () => {
    const { requestTimeout, headersTimeout } = createEndpoint({
      ...{ jsonServices: [], restServices: [], gatekeeper: openGatekeeper },
    });

    expect(requestTimeout).toBe(0);
    expect(headersTimeout).toBe(60_000);
  });

  it('calls the service that the target names, in its protocol', async () => {
    const response = await say(await start());

    expect(response.headers.get('content-type')).toBe('application/x-amz-json-1.1');
    expect(await response.json()).toEqual({ operation: 'Say', input: { a: 1 } });
  });

  it('reads gzipped bodies', async () => {
    const response = await say(await start(), {
      body: gzipSync('{"b":2}'),
      headers: { 'content-encoding': 'gzip' },
    });

    expect(await response.json()).toMatchObject({ input: { b: 2 } });
  });

  it.each([
    ['an unknown service', { target: 'Nobody_1.Say' }, 501, 'UnknownOperationException'],
    ['a body that is no JSON', { body: '{' }, 400, 'SerializationException'],
    ['a body that is a list', { body: '[]' }, 400, 'SerializationException'],
    [
      'gzip that is none',
      { body: 'x', headers: { 'content-encoding': 'gzip' } },
      400,
      'SerializationException',
    ],
    ['what the service refuses', { target: 'Echo_1.Refuse' }, 400, 'TooBad'],
  ])('answers %s with an error', async (_, sent, status, code) => {
    const response = await say(await start(), sent);

    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ __type: code, message: expect.any(String) as unknown });
  });

  it('answers 501 to a path nobody serves', async () => {
    const response = await fetch(`${await start()}/some/path`);

    expect(response.status).toBe(501);
  });

  it('answers with the time of its clock', async () => {
    const clock = createMovableClock({ running: false, startAt: Date.UTC(2030, 0, 1) });

    const response = await say(await start({ clock }));

    expect(response.headers.get('date')).toBe('Tue, 01 Jan 2030 00:00:00 GMT');
  });

  it('that asks nobody who he is refuses foreign web pages and rebound names', async () => {
    const url = await start({ onlyFromThisMachine: true });

    const own = await say(url);
    const foreign = await say(url, { headers: { origin: 'https://example.com' } });
    const rebound = await statusWithHost(url, 'evil.example', { 'x-amz-target': 'Echo_1.Say' });

    expect([own.status, foreign.status, rebound]).toEqual([200, 403, 403]);
  });
});

describe('a fault injected over HTTP', () => {
  async function startWithControls() {
    const faults = createFaults();
    const clock = createMovableClock({ running: false, startAt: 0 });
    const url = await start({ faults, restServices: [createLocalControls({ clock, faults, users: [] })] });
    const control = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
      fetch(`${url}/_local/${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    return { url, control };
  }
  const FAULT = { service: 'echo', operation: 'Say' };

  it('hits the next call and is gone', async () => {
    const { url, control } = await startWithControls();
    await control('POST', 'faults', { ...FAULT, resource: 'a', kind: 'error' });

    const statuses = [(await say(url)).status, (await say(url)).status];

    expect(statuses).toEqual([500, 200]);
  });

  it('of kind kill-after has its effect, and resets the connection', async () => {
    const { url, control } = await startWithControls();
    await control('POST', 'faults', { ...FAULT, kind: 'kill-after' });
    effects.length = 0;

    await expect(say(url)).rejects.toThrow();

    expect(effects).toEqual([{ a: 1 }]);
  });

  it.each(['timeout', 'hang-after'])('of kind %s never answers', async (kind) => {
    const { url, control } = await startWithControls();
    await control('POST', 'faults', { ...FAULT, kind });
    effects.length = 0;

    const answer = fetch(url, {
      method: 'POST',
      headers: { 'x-amz-target': 'Echo_1.Say' },
      body: '{}',
      signal: AbortSignal.timeout(200),
    });

    await expect(answer).rejects.toThrow(/timeout|aborted/);
    expect(effects).toHaveLength(kind === 'timeout' ? 0 : 1);
  });

  it('is listed and cleared', async () => {
    const { control } = await startWithControls();
    const { id } = (await (await control('POST', 'faults', { ...FAULT, kind: 'deny', times: 9 })).json()) as {
      id: string;
    };

    const before: unknown = await (await control('GET', 'faults')).json();
    await control('DELETE', 'faults');
    const after: unknown = await (await control('GET', 'faults')).json();

    expect(before).toEqual({ faults: [{ ...FAULT, kind: 'deny', times: 9, hits: 0, id }] });
    expect(after).toEqual({ faults: [] });
  });

  it('moves the clock', async () => {
    const { control } = await startWithControls();

    const moved = await control('POST', 'clock', { advance_ms: 1_500 });

    expect(await moved.json()).toEqual({ now: '1970-01-01T00:00:01.500Z', now_ms: 1_500 });
  });

  it.each([
    ['faults', { ...FAULT, kind: 'explode' }, 400],
    ['faults', { ...FAULT, kind: 'deny', times: 0 }, 400],
    ['faults', { ...FAULT, kind: 'deny', color: 'red' }, 400],
    ['clock', { advance_ms: -1 }, 400],
    ['clock', { advance_ms: 1e300 }, 400],
    ['clock', [], 400],
  ])('%s %j is refused', async (path, body, status) => {
    const { control } = await startWithControls();

    expect((await control('POST', path, body)).status).toBe(status);
  });

  it('from a web page is refused, wherever the page is from', async () => {
    const { url, control } = await startWithControls();

    const statuses = [
      (await control('POST', 'clock', { advance_ms: 1 }, { origin: 'https://example.com' })).status,
      (await control('POST', 'clock', { advance_ms: 1 }, { origin: 'http://localhost:3000' })).status,
      await statusWithHost(`${url}/_local/clock`, 'evil.example'),
      (await control('PUT', 'clock', {})).status,
    ];

    expect(statuses).toEqual([403, 403, 403, 405]);
  });
});
