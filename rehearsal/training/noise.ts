/** Reproducible noise in [-1, 1) from a seed: mulberry32, whose period of 2^32 a rehearsal does not see. */
export function noiseFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 31 - 1;
  };
}

/** The same, in [0, 1). */
export function randomFrom(seed: number): () => number {
  const noise = noiseFrom(seed);
  return () => (noise() + 1) / 2;
}
