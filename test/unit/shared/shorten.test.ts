import fc from 'fast-check';
import { shorten } from '../../../lib/shared/shorten.ts';

describe('a shortened text', () => {
  it('is at most so long, well-formed, and itself when it fits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 4, max: 20 }), (text, most) => {
        const short = shorten(text, most);

        expect(short.length).toBeLessThanOrEqual(most);
        expect(short.isWellFormed()).toBe(true);
        if (text.length <= most) expect(short).toBe(text);
      }),
    );
  });

  it('is cut between characters, never within one', () => {
    expect(shorten('ab😀cdef', 6)).toBe('ab...');
  });
});
