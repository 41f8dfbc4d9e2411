import fc from 'fast-check';
import { selectionsRoute } from '../../../functions/selections/selections.ts';
import { apiFunction } from '../../../functions/shared/api-function.ts';
import { readSelection } from '../../../lib/traffic/selection-id.ts';
import { anEvent, type EventChange } from '../../support/api-event.ts';
import { invoke, recordingSurroundings } from '../../support/invoke.ts';
import { aSelector } from '../../support/traffic/selector.ts';

const ROUTE = 'POST /v1/selections';
const KEY = Buffer.alloc(32, 1);

function aSelectionsFunction() {
  const { select, sessions, clock } = aSelector();
  const handler = apiFunction(
    { [ROUTE]: selectionsRoute({ select, signingKey: () => Promise.resolve(KEY) }) },
    recordingSurroundings(),
  );
  const call = (change: EventChange) => invoke(handler, anEvent(ROUTE, change));
  return { call, sessions, clock };
}

describe('POST /v1/selections', () => {
  it('answers the mode, why, its models, and a signed id', async () => {
    const { call, clock } = aSelectionsFunction();

    const { status, body } = await call({ body: { session_id: 'user-1' } });

    expect(status).toBe(200);
    expect(body).toEqual({
      selection_id: expect.any(String),
      mode: expect.stringMatching(/^(fast|balanced|creative)$/),
      assigned_mode: body['mode'],
      reason: 'assigned',
      models: expect.any(Array),
      weights_version: 1,
      expires_at: new Date(clock.now() + 3_600_000).toISOString(),
    });
    expect(readSelection(String(body['selection_id']), KEY)).toMatchObject({
      mode: body['mode'],
      at: clock.now(),
    });
  });

  it('needs no session id', async () => {
    const { call } = aSelectionsFunction();

    const { status, body } = await call({ body: {} });

    expect(status).toBe(200);
    expect(body['expires_at']).toBeUndefined();
  });

  it.each([
    ['broken JSON', '{"session_id": "a"', 400],
    ['nothing', '', 400],
    ['a byte order mark', '\ufeff{}', 400],
    ['a duplicate name', '{"session_id": "a", "session_id": "b"}', 400],
    ['a duplicate name, once escaped', '{"session_id": "a", "session\\u005fid": "b"}', 400],
    ['__proto__', '{"__proto__": {"session_id": "a"}}', 400],
    ['constructor', '{"constructor": 1}', 400],
    ['an array', '[]', 400],
    ['a scalar', '1', 400],
    ['a text', '"a"', 400],
    ['null', 'null', 400],
    ['a depth of 30,000', '['.repeat(30_000) + ']'.repeat(30_000), 400],
    ['a depth of 100,000', '['.repeat(100_000) + ']'.repeat(100_000), 413],
    ['an unknown field', '{"session": "a"}', 400],
    ['a number for a text', '{"session_id": 1}', 400],
    ['null for a text', '{"session_id": null}', 400],
    ['a body over the limit', JSON.stringify({ session_id: 'a'.repeat(70_000) }), 413],
  ])('refuses %s', async (_what, rawBody, expected) => {
    const { call, sessions } = aSelectionsFunction();

    const { status, headers, body } = await call({ rawBody });

    expect(status).toBe(expected);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(body['status']).toBe(expected);
    expect([sessions.reads, sessions.writes]).toEqual([0, 0]);
  });

  it.each([
    '',
    'a'.repeat(129),
    '../a',
    '.',
    '%2e%2e',
    'a/b',
    'a#b',
    'a|b',
    'a b',
    '\u202eabc',
    '😀',
    'a\u0000',
    '\ud800',
  ])('refuses the session id %j', async (session_id) => {
    const { call, sessions } = aSelectionsFunction();

    const { status, body } = await call({ body: { session_id } });

    expect(status).toBe(400);
    expect(body['errors']).toEqual([expect.objectContaining({ pointer: '/session_id' })]);
    expect(sessions.reads).toBe(0);
  });

  it.each([
    ['null', 'the body: got null, allowed is Object'],
    ['{"zz": 1}', '/zz: no such field'],
    ['{"session_id": 1}', '/session_id: got 1, allowed is string'],
    [
      '{"session_id": "a b"}',
      '/session_id: got "a b", allowed is 1..128 of letters, digits and ._:@=+-, not beginning with a dot',
    ],
    [
      '{"preferred_mode": "Fast"}',
      '/preferred_mode: got "Fast", allowed is a mode name: a lower-case letter, then up to 31 letters, digits or _',
    ],
  ])('says in words what is wrong with %s', async (rawBody, detail) => {
    const { call } = aSelectionsFunction();

    const { body } = await call({ rawBody });

    expect(body['detail']).toBe(detail);
  });

  it('does not send a long value back', async () => {
    const { call } = aSelectionsFunction();

    const { body } = await call({ body: { preferred_mode: 'A'.repeat(60_000) } });

    expect(body['errors']).toHaveLength(1);
    expect(JSON.stringify(body).length).toBeLessThan(1_000);
  });

  it.each([
    '0192f0c1-2d3e-7a4b-8c5d-6e7f80910a1b',
    '01JD7Z2ZXW8V9G0K',
    'user@example.com',
    'a.b-c_d:e=+',
    'a'.repeat(128),
  ])('takes the session id %s', async (session_id) => {
    const { call } = aSelectionsFunction();

    expect((await call({ body: { session_id } })).status).toBe(200);
  });

  it.each([undefined, 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'refuses the content type %p',
    async (type) => {
      const { call } = aSelectionsFunction();

      const { status } = await call({ body: {}, headers: { 'content-type': type ?? '' } });

      expect(status).toBe(415);
    },
  );

  it('takes a body that the gateway hands over as base64, and refuses broken base64 and wrong UTF-8', async () => {
    const { call } = aSelectionsFunction();
    const encoded = (bytes: Buffer) => call({ rawBody: bytes.toString('base64'), isBase64Encoded: true });

    const good = await encoded(Buffer.from('{"session_id": "a"}'));
    const wrongUtf8 = await encoded(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]));
    const broken = await call({ rawBody: '!!!', isBase64Encoded: true });

    expect([good.status, wrongUtf8.status, broken.status]).toEqual([200, 400, 400]);
  });

  it('never answers 5xx, whatever JSON is sent', async () => {
    const { call } = aSelectionsFunction();

    await fc.assert(
      fc.asyncProperty(fc.json(), async (rawBody) => {
        const { status } = await call({ rawBody });

        expect([200, 400]).toContain(status);
      }),
    );
  });

  it('never answers 5xx, whatever text is sent', async () => {
    const { call } = aSelectionsFunction();

    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (rawBody) => {
        const { status } = await call({ rawBody });

        expect([200, 400]).toContain(status);
      }),
    );
  });
});
