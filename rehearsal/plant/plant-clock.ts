/** The clock of the stack, which tests move by hand. */
export interface PlantClock {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Calls back once after `delayMs` of this clock's time. Returns the cancel function. */
  readonly setTimer: (callback: () => void, delayMs: number) => () => void;
  /** Keeps moves of the clock waiting while something runs in real time. Returns how to let go. */
  readonly hold?: () => () => void;
}
