import { derivedUlid } from '../../../lib/shared/derived-id.ts';

describe('a derived id', () => {
  it('is the same for the same time and parts', () => {
    expect(derivedUlid(1_000, 'alarm', 'a')).toBe(derivedUlid(1_000, 'alarm', 'a'));
  });

  it.each([
    ['another time', derivedUlid(1_001, 'alarm', 'a')],
    ['another part', derivedUlid(1_000, 'alarm', 'b')],
    ['parts cut elsewhere', derivedUlid(1_000, 'alar', 'ma')],
  ])('differs for %s', (_, other) => {
    expect(other).not.toBe(derivedUlid(1_000, 'alarm', 'a'));
    expect(other).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  });

  it('sorts by its time', () => {
    expect(derivedUlid(1_000, 'z') < derivedUlid(2_000, 'a')).toBe(true);
  });
});
