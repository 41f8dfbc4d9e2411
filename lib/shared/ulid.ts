import { randomBytes } from 'node:crypto';
import type { Clock } from './clock.ts';
import type { IdSource } from './ids.ts';

/** Crockford's base 32. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_DIGITS = 10;
const RANDOM_DIGITS = 16;

/**
 * 26 characters that sort by the millisecond they were made in, then by 80 random bits. Source: github.com/ulid/spec,
 * without its monotonic part: two of one millisecond sort by chance.
 */
export function createUlidSource(
  clock: Clock,
  random: (size: number) => Uint8Array = (size) => randomBytes(size),
): IdSource {
  return () => timePart(clock.now()) + randomPart(random(RANDOM_DIGITS));
}

function timePart(milliseconds: number): string {
  let [rest, text] = [milliseconds, ''];
  for (let digit = 0; digit < TIME_DIGITS; digit += 1) {
    text = (DIGITS[rest % DIGITS.length] ?? '') + text;
    rest = Math.floor(rest / DIGITS.length);
  }
  return text;
}

/** Five bits of each byte: 256 is a multiple of 32, so none is more likely than another. */
function randomPart(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => DIGITS[byte % DIGITS.length]).join('');
}
