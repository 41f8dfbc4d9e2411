/** The one clock of all local services. Milliseconds since the epoch. */
export interface Clock {
  now(): number;
  /** Calls back once after `delayMs` of this clock's time. Returns the cancel function. */
  setTimer(callback: () => void, delayMs: number): () => void;
}

/** A clock that tests move by hand. */
export interface MovableClock extends Clock {
  /** Moves the clock forward, firing every timer that falls due on the way, in order of due time. */
  advance(milliseconds: number): Promise<void>;
  /**
   * Whoever works in real time keeps moves of the clock from going on to the next timer until he lets go, for 5 s a
   * move at most: minutes should not pass while something runs that takes milliseconds. Returns how to let go.
   */
  readonly hold: () => () => void;
  /** Whether somebody does right now. */
  readonly isHeld: () => boolean;
}
