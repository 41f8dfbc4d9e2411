/** Those who keep moves of the clock waiting. */
export interface Holders {
  /** Returns how to let go; more than once is once. */
  readonly hold: () => () => void;
  readonly isHeld: () => boolean;
  /** Resolves when nobody holds on any more, or with the signal. */
  gone(signal: AbortSignal): Promise<void>;
}

export function createHolders(): Holders {
  const held = new Set<symbol>();
  let waiting: (() => void)[] = [];
  const wake = (): void => {
    const woken = waiting;
    waiting = [];
    for (const resolve of woken) resolve();
  };
  return {
    hold: () => {
      const holder = Symbol('holder');
      held.add(holder);
      return () => {
        held.delete(holder);
        if (held.size === 0) wake();
      };
    },
    isHeld: () => held.size > 0,
    gone: async (signal) => {
      signal.addEventListener('abort', wake, { once: true });
      try {
        while (held.size > 0 && !signal.aborted) await new Promise<void>((resolve) => waiting.push(resolve));
      } finally {
        signal.removeEventListener('abort', wake);
      }
    },
  };
}
