import { setTimeout as delay } from 'node:timers/promises';
import { CACHE_MS, POLICY, type Container, type Contestant, type Report } from './contestant.ts';

const CALLERS = 50;
/** Beyond the age of what a container has read. */
const SEEN_MS = CACHE_MS + 100;
const STEADY_ROUNDS = 40;

/** Decisions that were right, of so many. */
export interface Score {
  readonly right: number;
  readonly decisions: number;
}

/**
 * Fifty callers at once, each in a container of its own. A model fails for all of them while as many requests are still
 * on their way (so the next fifty are to be refused), these come back well (still refused), the wait ends (one is to
 * go), and that one goes well (all are to go).
 */
export async function contest(contestant: Contestant): Promise<Score> {
  const containers = Array.from({ length: CALLERS }, () => contestant.aContainer());
  const failing = await askAll(containers);
  const late = await askAll(containers);
  await Promise.all(failing.map((report) => report(false)));
  const openedAt = performance.now();
  await delay(SEEN_MS);
  const open = await askAll(containers);
  await Promise.all(late.map((report) => report(true)));
  await delay(SEEN_MS);
  const stillOpen = await askAll(containers);
  await delay(openedAt + POLICY.waitMs + 500 - performance.now());
  const half = await askAll(containers);
  await Promise.all(half.map((report) => report(true)));
  await delay(SEEN_MS);
  const closed = await askAll(containers);
  const wrong = [
    [open, 0],
    [stillOpen, 0],
    [half, 1],
    [closed, CALLERS],
  ] as const;
  const decisions = wrong.length * CALLERS;
  const mistakes = wrong.reduce((sum, [admitted, expected]) => sum + Math.abs(admitted.length - expected), 0);
  return { right: decisions - mistakes, decisions };
}

/** Requests that all go well, fifty at a time for about two seconds. Answers with how many there were. */
export async function steady(contestant: Contestant): Promise<number> {
  const containers = Array.from({ length: CALLERS }, () => contestant.aContainer());
  let requests = 0;
  for (let round = 0; round < STEADY_ROUNDS; round += 2) {
    const reports = [...(await askAll(containers)), ...(await askAll(containers))];
    await contestant.reportWell(reports);
    requests += reports.length;
  }
  return requests;
}

async function askAll(containers: readonly Container[]): Promise<readonly Report[]> {
  const reports = await Promise.all(containers.map((container) => container.ask()));
  return reports.filter((report) => report !== undefined);
}
