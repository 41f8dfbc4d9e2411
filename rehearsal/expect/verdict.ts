/** Whether something came about as a scenario says. */
export interface Verdict {
  readonly says: string;
  readonly holds: boolean;
  /** What was found, and what was expected. */
  readonly but: string;
}
