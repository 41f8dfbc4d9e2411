/** Whether something came about as a scenario says. */
export interface Verdict {
  readonly says: string;
  readonly holds: boolean;
  /** Whether it does not hold whatever happens from now on. */
  readonly isLost?: boolean;
  /** What was found, and what was expected. */
  readonly but: string;
}
