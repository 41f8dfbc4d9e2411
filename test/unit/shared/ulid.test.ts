import * as fc from 'fast-check';
import { createUlidSource } from '../../../lib/shared/ulid.ts';

const ulidAt = (time: number, byte = 0) =>
  createUlidSource({ now: () => time }, (size) => new Uint8Array(size).fill(byte))();

describe('a ULID', () => {
  it('is the time and the random bits as the specification writes them', () => {
    expect(ulidAt(0)).toBe('00000000000000000000000000');
    // The example of github.com/ulid/spec and of its reference implementation.
    expect(ulidAt(1_469_918_176_385).slice(0, 10)).toBe('01ARYZ6S41');
    expect(ulidAt(2 ** 48 - 1, 31)).toBe('7ZZZZZZZZZZZZZZZZZZZZZZZZZ');
  });

  it('sorts by time, whatever its random part', () => {
    const time = fc.integer({ min: 0, max: 2 ** 48 - 2 });
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(time, byte, byte, (earlier, one, other) => {
        expect(ulidAt(earlier, one) < ulidAt(earlier + 1, other)).toBe(true);
      }),
    );
  });

  it('is another one each time, of 26 digits that may stand in a path', () => {
    const next = createUlidSource({ now: () => 1_800_000_000_000 });

    const ids = Array.from({ length: 1_000 }, next);

    expect(new Set(ids).size).toBe(1_000);
    expect(ids.every((id) => /^[0-9A-HJKMNP-TV-Z]{26}$/.test(id))).toBe(true);
  });
});
