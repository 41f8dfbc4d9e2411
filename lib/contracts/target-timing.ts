/** How often a target is told something, or asked how it is, before it counts as unreachable. */
export const TARGET_TRIES = 3;

/** Of the first pause between two tries, at most; each further one is up to twice the one before. */
export const FIRST_PAUSE_MS = 500;

/** To be asked how it is, all tries together. A sick target hangs: that is an answer, and nobody waits long for it. */
export const LOOK_MS = 3_000;

/** Of one call of AWS. */
export const AWS_TRY_MS = 3_000;

/** All tries of telling a target something, each of them at its slowest, and the pauses of 0.5 and 1 s between them. */
export function tellingMs(tryMs: number): number {
  const pauses = FIRST_PAUSE_MS * (2 ** (TARGET_TRIES - 1) - 1);
  return TARGET_TRIES * tryMs + pauses;
}
