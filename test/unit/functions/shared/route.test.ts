import * as v from 'valibot';
import { ProblemError } from '../../../../functions/shared/problem.ts';
import { route } from '../../../../functions/shared/route.ts';
import { aFunction } from '../../../support/a-function.ts';

const anything = v.looseObject({});

describe('a route', () => {
  it.each([
    [undefined, 64 * 1_024],
    [1_024 * 1_024, 1_024 * 1_024],
    [100, 100],
  ])(
    'of maxBodyBytes %p takes %p bytes and not one more, as text and as base64',
    async (maxBodyBytes, most) => {
      const { call } = aFunction(
        route({
          body: anything,
          ...(maxBodyBytes !== undefined && { maxBodyBytes }),
          handle: () => ({ status: 200, body: {} }),
        }),
      );
      const bodyOf = (bytes: number) => JSON.stringify({ a: 'x'.repeat(bytes - '{"a":""}'.length) });
      const sent = (bytes: number, isBase64Encoded: boolean) => ({
        rawBody: isBase64Encoded ? Buffer.from(bodyOf(bytes)).toString('base64') : bodyOf(bytes),
        headers: { 'content-type': 'application/json' },
        isBase64Encoded,
      });

      const taken = [await call(sent(most, false)), await call(sent(most, true))];
      const refused = [await call(sent(most + 1, false)), await call(sent(most + 1, true))];

      expect(taken.map(({ status }) => status)).toEqual([200, 200]);
      expect(refused.map(({ status, body }) => [status, body['code']])).toEqual([
        [413, 'payload_too_large'],
        [413, 'payload_too_large'],
      ]);
    },
  );

  it('hands its query over as its schema makes it', async () => {
    const query = v.strictObject({
      from: v.pipe(v.string(), v.transform(Number)),
      to: v.optional(v.string()),
    });
    const { call } = aFunction(route({ query, handle: (request) => ({ status: 200, body: request.query }) }));

    const { body } = await call({ query: { from: '7' } });

    expect(body).toEqual({ from: 7 });
  });

  it('names every parameter of its query that is wrong or unknown', async () => {
    const query = v.strictObject({ from: v.pipe(v.string(), v.regex(/^\d+$/, 'a step')) });
    const { call } = aFunction(route({ query, handle: () => ({ status: 200, body: {} }) }));

    const { status, body } = await call({ query: { from: 'x', form: '1' } });

    expect([status, body['code']]).toEqual([400, 'invalid_request']);
    expect(body['detail']).toBe('In the query string, from: got "x", allowed is a step; form: no such field');
  });

  it('without a schema takes any query', async () => {
    const { call } = aFunction(route({ handle: (request) => ({ status: 200, body: request.query }) }));

    const { body } = await call({ query: { any: 'thing' } });

    expect(body).toEqual({ any: 'thing' });
  });

  it('is not built on a query schema that lets unknown names pass', () => {
    const build = () => route({ query: v.object({}), handle: () => ({ status: 200, body: {} }) });

    expect(build).toThrow('would let unknown names pass');
  });

  it('answers a refusal with its extension members, and keeps the standard ones', async () => {
    const members = { directive: { action: 'pause' }, status: 200, code: 'mine' };
    const { call } = aFunction(
      route({
        handle: () => {
          throw new ProblemError('not_found', 'There is none', { members });
        },
      }),
    );

    const { status, body } = await call();

    expect(status).toBe(404);
    expect(body).toMatchObject({ directive: { action: 'pause' }, status: 404, code: 'not_found' });
  });

  it('takes an access token, and no ID token', async () => {
    const { call } = aFunction(route({ roles: ['viewer'], handle: () => ({ status: 200, body: {} }) }));

    const access = await call({ groups: '[viewer]' });
    const id = await call({ groups: '[viewer]', tokenUse: 'id' });

    expect([access.status, id.status, id.body['code']]).toEqual([200, 401, 'unauthorized']);
  });
});
