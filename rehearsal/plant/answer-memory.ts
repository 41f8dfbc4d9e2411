/** Answers by idempotency key, for a day. */
export interface AnswerMemory<T> {
  /** The answer that this key got before; else a new one, which is kept if it `isFinal`. */
  once(key: string, answer: () => T): T;
}

const DAY_MS = 24 * 3_600_000;

export function createAnswerMemory<T>(now: () => number, isFinal: (answer: T) => boolean): AnswerMemory<T> {
  const kept = new Map<string, { readonly at: number; readonly answer: T }>();
  const forget = (): void => {
    // In order of their times.
    for (const [key, { at }] of kept) {
      if (now() - at < DAY_MS) return;
      kept.delete(key);
    }
  };
  return {
    once: (key, answer) => {
      forget();
      const before = kept.get(key);
      if (before) return before.answer;
      const given = answer();
      if (isFinal(given)) kept.set(key, { at: now(), answer: given });
      return given;
    },
  };
}
