import { setTimeout as delay } from 'node:timers/promises';

/** Below jest's own limit, so that it says what it waited for; far above what a loaded machine needs. */
const LONGEST_WAIT_MS = 240_000;
const LONGEST_PAUSE_MS = 250;
const SHORTEST_PAUSE_MS = 5;

/** A look that calls a stack keeps it from what is waited for: it gets at least as long for that. */
const asLongAgain = (lookMs: number): number =>
  Math.min(Math.max(SHORTEST_PAUSE_MS, lookMs), LONGEST_PAUSE_MS);

/**
 * Waits for a condition, looking again and again; fails after four minutes.
 * @param pauseAfter milliseconds between looks, by what the last one took
 */
export async function until(
  condition: () => boolean | Promise<boolean>,
  pauseAfter = asLongAgain,
): Promise<void> {
  const end = performance.now() + LONGEST_WAIT_MS;
  for (;;) {
    const lookedAt = performance.now();
    if (await condition()) return;
    if (performance.now() > end) throw new Error(`Waited in vain for ${condition.toString()}`);
    await delay(pauseAfter(performance.now() - lookedAt));
  }
}
