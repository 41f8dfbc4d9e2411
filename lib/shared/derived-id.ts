import { createHash } from 'node:crypto';
import { createUlidSource } from './ulid.ts';

/** A ULID that follows from its time and parts: whoever derives it again gets the same one. Parts may hold anything. */
export function derivedUlid(milliseconds: number, ...parts: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest();
  return createUlidSource({ now: () => milliseconds }, (size) => hash.subarray(0, size))();
}
