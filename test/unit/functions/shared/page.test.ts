import fc from 'fast-check';
import { page, pageOf } from '../../../../functions/shared/page.ts';
import { plainPageQuery } from '../../../../lib/contracts/page-query.ts';
import { route } from '../../../../functions/shared/route.ts';
import { aFunction, PATH } from '../../../support/a-function.ts';

const here = { rawPath: PATH };
const cursorAfter = (key: string, rawPath = PATH): string => {
  const { next_cursor: cursor } = page({ rawPath }, [], key);
  return String(cursor);
};
const request = (cursor: string) => ({ ...here, query: { limit: 50, cursor } });

const aList = () =>
  aFunction(route({ query: plainPageQuery, handle: (asked) => ({ status: 200, body: pageOf(asked) }) }));

describe('a page', () => {
  it('has a cursor exactly when there is more', () => {
    expect(page(here, ['a'])).toEqual({ items: ['a'] });
    expect(page(here, ['a'], 'a')).toEqual({ items: ['a'], next_cursor: expect.any(String) });
  });

  it('goes on after any key', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 200, unit: 'grapheme' }), (key) => {
        expect(pageOf(request(cursorAfter(key)))).toEqual({ limit: 50, after: key });
      }),
    );
  });

  it('holds 50 items unless 1..200 are asked for', async () => {
    const { call } = aList();

    const limits = await Promise.all(
      [{}, { limit: '1' }, { limit: '200' }].map(async (query) => (await call({ query })).body['limit']),
    );

    expect(limits).toEqual([50, 1, 200]);
  });

  it.each(['0', '201', '-1', '1.5', '1e2', '', ' 1', '01', '1,2', 'NaN'])(
    'of %p items is refused',
    async (limit) => {
      const { call } = aList();

      const { status, body } = await call({ query: { limit } });

      expect([status, body['code']]).toEqual([400, 'invalid_request']);
    },
  );

  it('after a cursor of another path is refused', () => {
    const foreign = cursorAfter('run-1', '/v1/runs/a/checkpoints');

    expect(() => pageOf(request(foreign))).toThrow('cursor: got');
  });

  it('after a cursor with any one character changed, dropped or added is refused', () => {
    const good = cursorAfter('01ARZ3NDEKTSV4RRFFQ69G5FAV');
    const character = fc.constantFrom(
      ...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ %'),
    );
    fc.assert(
      fc.property(
        fc.nat(good.length - 1),
        fc.constantFrom(0, 1),
        fc.option(character),
        (at, removed, added) => {
          const altered = good.slice(0, at) + (added ?? '') + good.slice(at + removed);
          fc.pre(altered !== good);

          expect(() => pageOf(request(altered))).toThrow('cursor: got');
        },
      ),
    );
  });

  it.each(['', ' ', 'x', '../..', 'a'.repeat(1_501), '\u0000', JSON.stringify({ pk: 'traffic' })])(
    'after the cursor %p is refused',
    async (cursor) => {
      const { call } = aList();

      const { status, body } = await call({ query: { cursor } });

      expect([status, body['code']]).toEqual([400, 'invalid_request']);
    },
  );
});
