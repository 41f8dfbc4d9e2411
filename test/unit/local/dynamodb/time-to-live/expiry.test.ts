import fc from 'fast-check';
import { isExpired } from '../../../../../local/dynamodb/time-to-live/expiry.ts';

const NOW_MS = 1_800_000_000_000;
const FIVE_YEARS_SECONDS = 157_680_000;

const expiring = (secondsFromNow: number) => ({ expires: { N: String(NOW_MS / 1000 + secondsFromNow) } });

it.each([
  ['a second ahead', expiring(1), false],
  ['now', expiring(0), true],
  ['a second ago', expiring(-1), true],
  ['five years ago', expiring(-FIVE_YEARS_SECONDS), true],
  ['longer than five years ago', expiring(-FIVE_YEARS_SECONDS - 1), false],
  ['now, as text', { expires: { S: String(NOW_MS / 1000) } }, false],
  ['not at all', {}, false],
  ['now in milliseconds, by mistake', { expires: { N: String(NOW_MS) } }, false],
])('an item that expires %s is expired: %s', (_when, item, expected) => {
  expect(isExpired(item, 'expires', NOW_MS)).toBe(expected);
});

it('an item is expired from its second on, for five years', () => {
  fc.assert(
    fc.property(fc.integer({ min: -2 * FIVE_YEARS_SECONDS, max: FIVE_YEARS_SECONDS }), (seconds) => {
      expect(isExpired(expiring(seconds), 'expires', NOW_MS)).toBe(
        seconds <= 0 && seconds >= -FIVE_YEARS_SECONDS,
      );
    }),
  );
});
