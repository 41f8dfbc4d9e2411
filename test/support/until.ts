import { setTimeout as delay } from 'node:timers/promises';

/** Below jest's own limit, so that it says what it waited for; far above what a loaded machine needs. */
const LONGEST_WAIT_MS = 240_000;

/** Waits for a condition, looking again and again; fails after four minutes. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + LONGEST_WAIT_MS;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`Waited in vain for ${condition.toString()}`);
    await delay(5);
  }
}
