import * as fc from 'fast-check';
import { readRange } from '../../../../../local/s3/operations/range.ts';

describe('readRange', () => {
  it('gives bytes that the object has, or refuses', () => {
    const bound = fc.oneof(fc.constant(''), fc.nat({ max: 20 }).map(String));
    fc.assert(
      fc.property(bound, bound, fc.nat({ max: 12 }), (from, to, size) => {
        const all = Array.from({ length: size }, (_, position) => position);
        const wanted =
          from === ''
            ? all.slice(to === '0' || to === '' ? size : -Number(to))
            : all.filter((position) => position >= Number(from) && (to === '' || position <= Number(to)));
        const isRange =
          (from !== '' || to !== '') && !(from !== '' && to !== '' && Number(to) < Number(from));
        if (!isRange) {
          expect(readRange(`bytes=${from}-${to}`, size)).toBeUndefined();
        } else if (wanted.length === 0) {
          expect(() => readRange(`bytes=${from}-${to}`, size)).toThrow(
            expect.objectContaining({ code: 'InvalidRange' }),
          );
        } else {
          expect(readRange(`bytes=${from}-${to}`, size)).toEqual({ first: wanted[0], last: wanted.at(-1) });
        }
      }),
    );
  });
});
