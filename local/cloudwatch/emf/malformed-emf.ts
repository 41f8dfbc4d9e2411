/** A log line that claims to be in the embedded metric format and is not: nothing of it was recorded. */
export interface MalformedEmf {
  readonly logGroup: string;
  readonly line: string;
  /** What was found, where, and what is allowed. */
  readonly reason: string;
}
