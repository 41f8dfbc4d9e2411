import fc from 'fast-check';
import { parseRouteKey, type RouteKey } from '../../../../../local/api-gateway/routing/route-key.ts';
import { createRouter } from '../../../../../local/api-gateway/routing/router.ts';
import { bySpecificity } from '../../../../../local/api-gateway/routing/specificity.ts';

const routerOf = (...keys: readonly string[]) =>
  createRouter(keys.map((text) => ({ key: parseRouteKey(text) })));
const find = (keys: readonly string[], request: string) => {
  const [method = '', path = ''] = request.split(' ');
  const match = routerOf(...keys).match(method, path.slice(1).split('/'));
  return match && { key: match.route.key.text, parameters: match.pathParameters };
};

const SEGMENTS = ['a', 'b', '{x}', '{y}'];
const METHODS = ['GET', 'POST', 'ANY'];
const anyPath = fc
  .tuple(fc.array(fc.constantFrom(...SEGMENTS), { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([parts, greedy]) => `/${[...parts, ...(greedy ? ['{rest+}'] : [])].join('/')}`);
const anyKey = fc.oneof(
  { weight: 9, arbitrary: fc.tuple(fc.constantFrom(...METHODS), anyPath).map((parts) => parts.join(' ')) },
  { weight: 1, arbitrary: fc.constant('$default') },
);
/** Without names of parameters, two keys of one shape are the same key. */
const anyKeys = fc.uniqueArray(anyKey, {
  maxLength: 8,
  selector: (key) => key.replaceAll(/\{[xy]\}/g, '{}'),
});
const anyRequest = fc
  .tuple(
    fc.constantFrom('GET', 'POST'),
    fc.array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 4 }),
  )
  .map(([method, parts]) => `${method} /${parts.join('/')}`);

/** What a key takes, said another way: as a regular expression over the request line. */
function takes(key: string, request: string): boolean {
  if (key === '$default') return true;
  const expression = key
    .replace(/^ANY/, '[A-Z]+')
    .replaceAll(/\{[xy]\}/g, '[^/]+')
    .replace('{rest+}', '.*');
  return new RegExp(`^${expression}$`).test(request);
}

describe('the router', () => {
  const EXAMPLE = [
    'GET /pets/dog/1',
    'GET /pets/dog/{id}',
    'GET /pets/{proxy+}',
    'ANY /{proxy+}',
    '$default',
  ];

  // The table of "Create routes for HTTP APIs in API Gateway".
  it.each([
    ['GET /pets/dog/1', 'GET /pets/dog/1'],
    ['GET /pets/dog/2', 'GET /pets/dog/{id}'],
    ['GET /pets/cat/1', 'GET /pets/{proxy+}'],
    ['POST /test/5', 'ANY /{proxy+}'],
  ])('sends %s to %s, as documented', (request, expected) => {
    expect(find(EXAMPLE, request)?.key).toBe(expected);
  });

  it.each<[string, string[], string, string | undefined]>([
    [
      'a full match before a greedy one with more of the path',
      ['GET /a/{p+}', 'GET /{x}/b'],
      'GET /a/b',
      'GET /{x}/b',
    ],
    ['a static segment before a parameter', ['GET /{x}/b', 'GET /a/{y}'], 'GET /a/b', 'GET /a/{y}'],
    ['a method before ANY', ['ANY /a', 'GET /a'], 'GET /a', 'GET /a'],
    ['ANY of a more specific path before a method', ['GET /{x}', 'ANY /a'], 'GET /a', 'ANY /a'],
    ['the next path when the method is another', ['POST /a', 'GET /{x}'], 'GET /a', 'GET /{x}'],
    ['$default for what nothing else takes', ['GET /a', '$default'], 'PUT /b', '$default'],
    ['nothing without $default', ['GET /a'], 'GET /b', undefined],
    ['no empty segment to a parameter', ['GET /a/{x}'], 'GET /a/', undefined],
    ['a trailing slash to another route', ['GET /a', 'GET /a/{rest+}'], 'GET /a/', 'GET /a/{rest+}'],
    ['no part of a path', ['GET /a'], 'GET /a/b', undefined],
    ['the root to the root', ['GET /', 'GET /{x}'], 'GET /', 'GET /'],
  ])('gives %s', (_, keys, request, expected) => {
    expect(find(keys, request)?.key).toBe(expected);
  });

  it('gives the values of parameters', () => {
    const found = find(['GET /runs/{run}/{rest+}'], 'GET /runs/7/a/b');

    expect(found?.parameters).toEqual({ run: '7', rest: 'a/b' });
  });

  it('finds a route exactly when one takes the request', () => {
    fc.assert(
      fc.property(anyKeys, anyRequest, (keys, request) => {
        const found = find(keys, request)?.key;
        const taking = keys.filter((key) => takes(key, request));
        expect(found === undefined ? [] : [found]).toEqual(taking.filter((key) => key === found));
        expect(found === undefined).toBe(taking.length === 0);
      }),
      { numRuns: 1000 },
    );
  });

  it('never gives a route when a narrower one takes the request, too', () => {
    const breadth = (key: string) => (key === '$default' ? 2 : Number(key.includes('+')));

    fc.assert(
      fc.property(anyKeys, anyRequest, (keys, request) => {
        const found = find(keys, request)?.key;
        fc.pre(found !== undefined);
        const others = keys.filter((key) => takes(key, request));
        expect(Math.min(...others.map(breadth))).toBe(breadth(found));
        const [, path] = found.split(' ');
        const samePath = others.filter((key) => key.split(' ')[1] === path).map((key) => key.split(' ')[0]);
        if (found.startsWith('ANY')) expect(samePath).toEqual(['ANY']);
      }),
      { numRuns: 1000 },
    );
  });

  it('chooses the same route in whatever order the template names them', () => {
    fc.assert(
      fc.property(anyKeys, anyRequest, (keys, request) => {
        expect(find(keys.toReversed(), request)).toEqual(find(keys, request));
      }),
      { numRuns: 1000 },
    );
  });

  it('orders routes without contradiction', () => {
    const sign = (left: RouteKey, right: RouteKey) => Math.sign(bySpecificity(left, right));
    const key = anyKey.map(parseRouteKey);

    fc.assert(
      fc.property(key, key, key, (one, two, three) => {
        expect(sign(one, two)).toBe(-sign(two, one) + 0);
        if (sign(one, two) <= 0 && sign(two, three) <= 0) expect(sign(one, three)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['GET', 'GET a', 'FETCH /a', 'GET /{a+}/b', 'GET /{a', 'GET /a b', 'get /a', 'GET /x{a}', ''])(
    'refuses the route key %j',
    (text) => {
      expect(() => parseRouteKey(text)).toThrow(/is not a route key|neither/);
    },
  );
});
