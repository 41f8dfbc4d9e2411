import { setTimeout as delay } from 'node:timers/promises';

/** Waits for a condition, looking again and again; fails after five seconds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 5_000;
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`Waited in vain for ${condition.toString()}`);
    await delay(5);
  }
}
