import type { Clock } from '../clock/clock.ts';

/** Lambda gives no figure; environments are seen to live some minutes without work. */
const IDLE_MS = 10 * 60 * 1_000;

/** What waits for its next use, the one used last at the end, and is given up when nobody wants it for too long. */
export interface IdleList<T> {
  park(item: T): void;
  /** The one used last. */
  take(): T | undefined;
  close(): void;
}

export function createIdleList<T>(clock: Clock, giveUp: (item: T) => void): IdleList<T> {
  let idle: { readonly item: T; readonly since: number }[] = [];
  let cancel: (() => void) | undefined;

  const reclaim = (): void => {
    const oldest = clock.now() - IDLE_MS;
    const overdue = idle.filter(({ since }) => since <= oldest);
    idle = idle.filter(({ since }) => since > oldest);
    const [next] = idle;
    cancel = next && clock.setTimer(reclaim, next.since - oldest);
    for (const { item } of overdue) giveUp(item);
  };
  return {
    park: (item) => {
      idle.push({ item, since: clock.now() });
      cancel ??= clock.setTimer(reclaim, IDLE_MS);
    },
    take: () => idle.pop()?.item,
    close: () => {
      cancel?.();
      idle = [];
    },
  };
}
