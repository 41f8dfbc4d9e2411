/** The first number of mulberry32 (public domain, Tommy Ettinger): the same seed, the same number; not AWS's number. */
export function seededRandom(seed: number): number {
  const sum = (Math.trunc(seed) + 0x6d2b79f5) | 0;
  const mixed = Math.imul(sum ^ (sum >>> 15), sum | 1);
  const result = mixed ^ (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61));
  return ((result ^ (result >>> 14)) >>> 0) / 2 ** 32;
}
