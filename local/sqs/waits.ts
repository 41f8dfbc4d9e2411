import type { Clock } from '../clock/clock.ts';

/** Receives that wait, by queue. */
export interface Waits {
  /** Resolves at `until` (`Infinity` is allowed), or earlier when told so. */
  wait(queueName: string, until: number): Promise<void>;
  /** Something becomes available at `at`: waits that end later end then. */
  tell(queueName: string, at: number): void;
  endAll(): void;
}

interface Wait {
  dueAt: number;
  readonly end: () => void;
  cancelTimer: () => void;
}

export function createWaits(clock: Clock): Waits {
  const waits = new Map<string, Set<Wait>>();

  const arm = (wait: Wait, dueAt: number): void => {
    if (dueAt >= wait.dueAt) return;
    wait.cancelTimer();
    wait.dueAt = dueAt;
    wait.cancelTimer = clock.setTimer(wait.end, dueAt - clock.now());
  };

  return {
    wait: (queueName, until) =>
      new Promise((resolve) => {
        const ofQueue = waits.get(queueName) ?? new Set();
        waits.set(queueName, ofQueue);
        const wait: Wait = {
          dueAt: Infinity,
          end: () => {
            wait.cancelTimer();
            ofQueue.delete(wait);
            resolve();
          },
          cancelTimer: () => undefined,
        };
        ofQueue.add(wait);
        arm(wait, until);
      }),
    tell: (queueName, at) => {
      for (const wait of waits.get(queueName) ?? []) {
        if (at <= clock.now()) wait.end();
        else arm(wait, at);
      }
    },
    endAll: () => {
      for (const ofQueue of waits.values()) {
        for (const wait of ofQueue) wait.end();
      }
    },
  };
}
