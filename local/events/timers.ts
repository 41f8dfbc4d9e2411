import type { Clock } from '../clock/clock.ts';

/** At most one timer a key. */
export interface Timers {
  /** Replaces the key's timer. `at` is milliseconds since the epoch; a time that is past means soon. */
  set(key: string, at: number, callback: () => void): void;
  has(key: string): boolean;
  cancel(key: string): void;
  cancelAll(): void;
}

export function createTimers(clock: Clock): Timers {
  const timers = new Map<string, () => void>();
  const cancel = (key: string): void => {
    timers.get(key)?.();
    timers.delete(key);
  };
  return {
    set: (key, at, callback) => {
      cancel(key);
      const fire = (): void => {
        timers.delete(key);
        callback();
      };
      timers.set(key, clock.setTimer(fire, at - clock.now()));
    },
    has: (key) => timers.has(key),
    cancel,
    cancelAll: () => {
      for (const key of [...timers.keys()]) cancel(key);
    },
  };
}
