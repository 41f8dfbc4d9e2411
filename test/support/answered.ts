import { setTimeout as delay } from 'node:timers/promises';

const BETWEEN_TRIES_MS = 50;
const MOST_TRIES = 20;

/** On a machine that is busy for a second a store may not answer in time: Retry-After says to ask again. */
export async function answered<Reply extends { readonly status: number }>(
  ask: () => Promise<Reply>,
): Promise<Reply> {
  for (let tries = 1; ; tries += 1) {
    const reply = await ask();
    if (reply.status !== 503 || tries === MOST_TRIES) return reply;
    await delay(BETWEEN_TRIES_MS * tries);
  }
}
