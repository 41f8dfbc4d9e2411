import type { HeldLock } from '../contracts/lock-item.ts';
import type { Breaker } from './breaker.ts';
import type { Bucket, Counts, Window } from './counts.ts';

/** How one selection went, as the serving team reports it. */
export interface ModelOutcome {
  /** The model named in the report; without a name all models of the mode, whose rates then tell which it was. */
  readonly models: readonly string[];
  readonly status: 'ok' | 'error' | 'timeout' | 'cancelled';
  readonly latencyMs: number;
  /** Nonce and time (milliseconds since the epoch) of the signed selection id. */
  readonly nonce: string;
  readonly selectedAt: number;
}

export interface HealthCheck {
  readonly ok: boolean;
  readonly latencyMs: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** What outcomes and health checks tell the breakers. Both throw StoreUnavailableError or StoreDeniedError. */
export interface BreakerReports {
  /**
   * Counts a batch and makes the transitions that are due. One read for the batch, one write and one read a model;
   * models that are not configured are passed over.
   */
  recordOutcomes(outcomes: readonly ModelOutcome[]): Promise<void>;
  /** One write. A check no newer than the last one counts as that one. */
  recordHealthCheck(model: string, check: HealthCheck): Promise<void>;
}

/** Answers of one model, to be added to one bucket. */
export interface Addition {
  readonly model: string;
  readonly bucket: Bucket;
  readonly counts: Counts;
}

/** What a batch means for the breakers, as they stood when it was prepared. */
export interface PreparedOutcomes {
  readonly additions: readonly Addition[];
  /** Makes the transitions that are due once the additions are written. */
  readonly evaluate: () => Promise<void>;
}

/** For whoever writes the additions together with something else. Both throw as BreakerReports do. */
export interface BreakerPlans {
  /** One read for the batch; evaluating it is one read a model. */
  prepare(outcomes: readonly ModelOutcome[]): Promise<PreparedOutcomes>;
}

/** Breakers shared by all containers. Every call throws StoreUnavailableError or StoreDeniedError. */
export interface BreakerStore {
  /** One of each model asked for, in that order; a model never seen is closed. */
  read(models: readonly string[], how?: { readonly consistent: boolean }): Promise<readonly Breaker[]>;
  /**
   * Replaces `from` if state and generation are still its own. Answers with the breaker that stands then: `to`, also
   * when an earlier try of this same change had made it, or another one's.
   */
  transition(from: Breaker, to: Breaker, changeId: string): Promise<Breaker>;
  /** Adds to one bucket, atomically. */
  count(model: string, bucket: Bucket, counts: Counts): Promise<void>;
  /** Strongly consistent: an addition that has been answered is in the sum. */
  sum(model: string, window: Window): Promise<Counts>;
  /** Counts a check in a row with the others, unless one as new is counted already. Answers with the breaker then. */
  countCheck(model: string, check: Pick<HealthCheck, 'ok' | 'at'>): Promise<Breaker>;
}

/** For whoever may change breakers only while holding a lock. Throws StoreUnavailableError or StoreDeniedError. */
export interface FencedBreakers {
  /** As that of BreakerStore. @throws LockLostError when another holds the lock: nothing is written then */
  transition(
    from: Breaker,
    to: Breaker,
    under: { readonly changeId: string; readonly lock: HeldLock },
  ): Promise<Breaker>;
}
