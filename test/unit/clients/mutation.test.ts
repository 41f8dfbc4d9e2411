import { requestOf, type Mutation } from '../../../clients/typescript/mutation.ts';

const GUARD = { route: 'GET /v1/traffic' } as const;

describe('a change as a value', () => {
  it('is sent with its parameters in their places, and nothing that only the sender reads', () => {
    const restore: Mutation = {
      ...{ route: 'DELETE /v1/traffic/downshifts/{mode}', path: { mode: 'a/b' }, ifUnchanged: GUARD },
      query: { force: 'true', reason: 'a b' },
    };
    const weights: Mutation = {
      ...{ route: 'PUT /v1/traffic/weights', body: { weights: { fast: 100 } }, ifUnchanged: GUARD },
    };

    expect([requestOf(restore), requestOf(weights), requestOf(GUARD)]).toEqual([
      { method: 'DELETE', path: '/v1/traffic/downshifts/a%2Fb?force=true&reason=a+b' },
      { method: 'PUT', path: '/v1/traffic/weights', body: { weights: { fast: 100 } } },
      { method: 'GET', path: '/v1/traffic' },
    ]);
  });

  it('is one that the API has: whatever is wrong does not compile', () => {
    const stop = {
      route: 'POST /v1/executions/{id}/stop',
      path: { id: 'e' },
      body: { reason: 'r' },
    } as const;
    const wrong: readonly Mutation[] = [
      stop,
      // @ts-expect-error there is no such path
      { ...stop, route: 'POST /v1/executions/{id}/halt' },
      // @ts-expect-error the path is there, the method is not
      { ...stop, route: 'PUT /v1/executions/{id}/stop' },
      // @ts-expect-error what reads changes nothing
      { route: 'GET /v1/executions/{id}', path: { id: 'e' } },
      // @ts-expect-error the path has a parameter
      { route: 'POST /v1/executions/{id}/stop', body: { reason: 'r' } },
      // @ts-expect-error its name is another
      { ...stop, path: { execution: 'e' } },
      // @ts-expect-error it takes a reason
      { ...stop, body: {} },
      // @ts-expect-error a reason is text
      { ...stop, body: { reason: undefined } },
      // @ts-expect-error it takes nothing else
      { route: stop.route, path: stop.path, body: { reason: 'r', force: true } },
      // @ts-expect-error a change needs its precondition where the API asks for one
      { route: 'PUT /v1/traffic/weights', body: { weights: {} } },
      // @ts-expect-error and it is something that can be read
      { route: 'PUT /v1/traffic/weights', body: { weights: {} }, ifUnchanged: { route: 'GET /v1/trafic' } },
    ];

    expect(wrong).toHaveLength(11);
  });
});
