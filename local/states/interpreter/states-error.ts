import { LONGEST_CAUSE } from '../data-limit.ts';

/** A state failed with an error name: what Retry and Catch look at. */
export class StatesError extends Error {
  override readonly name = 'StatesError';
  /** Absent when a callback gave none. */
  readonly error: string | undefined;
  /** As `Cause` in the error output; empty for a time-out. */
  readonly reason: string | undefined;
  /** A further name that matches: a missed heartbeat is reported as States.Timeout. */
  readonly alias: string | undefined;

  constructor(error: string | undefined, reason?: string, alias?: string) {
    super(`${error ?? 'A failure without a name'}: ${reason ?? ''}`);
    this.error = error;
    this.reason = reason?.slice(0, LONGEST_CAUSE);
    this.alias = alias;
  }

  /** `error` and `cause` as history events hold them: what is empty is left out. */
  get details(): { readonly error?: string; readonly cause?: string } {
    return {
      ...(this.error === undefined ? {} : { error: this.error }),
      ...(this.reason === undefined || this.reason === '' ? {} : { cause: this.reason }),
    };
  }
}

/** An execution failed for a reason that no state can catch. */
export function runtimeError(message: string): StatesError {
  return new StatesError('States.Runtime', message);
}
