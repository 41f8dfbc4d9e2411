/** Lets one holder at a time work on a key, in the order of asking. */
export interface KeyLocks {
  /** Runs `work` while holding all the keys. */
  hold<Result>(keys: readonly string[], work: () => Promise<Result>): Promise<Result>;
}

export function createKeyLocks(): KeyLocks {
  const lastInLine = new Map<string, Promise<undefined>>();
  return {
    hold: async (keys, work) => {
      const turn = Promise.withResolvers<undefined>();
      // A place in every line is taken at once, so all lines see the callers in one order: no deadlock.
      const ahead = keys.map((key) => lastInLine.get(key)).filter((last) => last !== undefined);
      for (const key of keys) lastInLine.set(key, turn.promise);
      try {
        await Promise.all(ahead);
        return await work();
      } finally {
        for (const key of keys) if (lastInLine.get(key) === turn.promise) lastInLine.delete(key);
        turn.resolve(undefined);
      }
    },
  };
}
