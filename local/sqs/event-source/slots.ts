/** So many things at once, and no more. */
export interface Slots {
  /** Resolves when there is room. */
  take(): Promise<void>;
  free(): void;
}

export function createSlots(count: number): Slots {
  const waiting: (() => void)[] = [];
  let taken = 0;
  return {
    take: async () => {
      if (taken >= count) await new Promise<void>((resolve) => waiting.push(resolve));
      else taken += 1;
    },
    // A waiting taker gets the slot itself, so that nobody slips in between.
    free: () => {
      const next = waiting.shift();
      if (next) next();
      else taken -= 1;
    },
  };
}
