import { setTimeout as delay } from 'node:timers/promises';

/** Lets a launch pass in a time of this clock. */
export interface Pace {
  /** Resolves when the launch has got so far; at once if it was to have by now. */
  readonly wait: (launchMs: number) => Promise<void>;
  /** Where the launch has got to by this clock. */
  readonly now: () => number;
}

/** @param takesMs 0: everything is due at once */
export function paceOf(launchMs: number, takesMs: number): Pace {
  const startedAt = performance.now();
  const scale = takesMs / launchMs;
  return {
    wait: async (at) => {
      const left = startedAt + at * scale - performance.now();
      if (left > 0) await delay(left);
    },
    now: () => (scale === 0 ? launchMs : Math.min(launchMs, (performance.now() - startedAt) / scale)),
  };
}
