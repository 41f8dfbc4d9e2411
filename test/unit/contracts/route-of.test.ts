import { routeOf } from '../../../lib/contracts/route-of.ts';
import { ROUTES } from '../../../lib/contracts/routes.ts';

const routes = Object.keys(ROUTES).filter((key) => key !== '$default');

describe('the route of a request', () => {
  it.each(routes)('%s is found by a path of its own, with a query and without', (key) => {
    const [method = '', template = ''] = key.split(' ');
    const path = template.replaceAll(/\{\w+\+?\}/g, 'A%2F1');

    expect([routeOf(method, path), routeOf(method, `${path}?force=true`)]).toEqual([key, key]);
  });

  it.each([
    ['DELETE', '/v1/traffic'],
    ['GET', '/v1/runs/'],
    ['GET', '/v1/runs/one/two'],
    ['GET', '/v1/runs/one/metrics/two'],
    ['GET', '/openapiXjson'],
    ['GET', '$default'],
  ])('%s %s has none', (method, path) => {
    expect(routeOf(method, path)).toBeUndefined();
  });

  it('may have more than one segment where its parameter is greedy', () => {
    expect(routeOf('GET', '/console/a/b.js')).toBe('GET /console/{file+}');
  });
});
