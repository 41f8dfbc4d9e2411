import type { Mode } from '../contracts/mode.ts';
import type { OutcomesAnswer } from '../contracts/answers/outcomes.ts';
import type { Outcome, SelectionClaims } from './outcome.ts';
import type { Tallies } from './tally.ts';

/** Names a batch for good: the caller and its Idempotency-Key, and what it sent under it. */
export interface BatchIdentity {
  readonly key: string;
  /** Of the body as it was sent. */
  readonly fingerprint: string;
}

/** Answers of one model, to be added to one bucket of its breaker. */
export interface BreakerAddition {
  readonly model: string;
  readonly bucket: { readonly series: number; readonly index: number; readonly expiresAtSeconds: number };
  /** `timeouts` are among the `failed`. */
  readonly counts: { readonly ok: number; readonly failed: number; readonly timeouts: number };
}

export interface Batch {
  /** Without it nothing tells a repetition from a new batch. */
  readonly identity?: BatchIdentity;
  readonly answer: OutcomesAnswer;
  readonly tallies: Tallies;
  readonly additions: readonly BreakerAddition[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface Recorded {
  /** What the first try of this batch was answered. */
  readonly answer: OutcomesAnswer;
  readonly isReplay: boolean;
}

/** Where outcomes are added up. Throws StoreUnavailableError or StoreDeniedError: then nothing has been counted. */
export interface OutcomeLedger {
  /**
   * Counts the whole batch or nothing of it; a batch with an identity is counted once, however often and by however
   * many it is tried. @throws IdempotencyKeyReusedError when the key stands for another body
   */
  record(batch: Batch): Promise<Recorded>;
}

/** Everything counted since the stage was made. Throws StoreUnavailableError or StoreDeniedError. */
export interface TrafficCounters {
  read(): Promise<Tallies>;
}

/** What a batch means for the breakers, as they stood when it was prepared. */
export interface PreparedBatch {
  readonly additions: readonly BreakerAddition[];
  /** Makes the transitions that are due once the additions are written. Throws as `prepare` does. */
  readonly evaluate: () => Promise<void>;
}

/** The breakers, as outcomes see them. */
export interface BreakerFeed {
  /** Reads, writes nothing. Throws StoreUnavailableError or StoreDeniedError. */
  prepare(outcomes: readonly Outcome[]): Promise<PreparedBatch>;
}

export interface HeldLease {
  readonly mode: Mode;
  readonly leaseId: string;
  readonly selection: SelectionClaims;
}

/** Giving back a lease that is not held, again or never, changes nothing. Throws as the others do. */
export interface LeaseReturns {
  giveBack(leases: readonly HeldLease[]): Promise<void>;
}
