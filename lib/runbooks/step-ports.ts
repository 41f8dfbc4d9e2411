import type { TimelineLine } from '../contracts/incident-item.ts';

/** An execution's right to act on a resource: `resource`, `execution_id` and `fence` of its input. */
export interface StepClaim {
  readonly resource: string;
  readonly owner: string;
  readonly fence: number;
}

/** What a step asks before it acts. */
export interface StepLocks {
  /**
   * Checks the claim and extends its lease to `until` (milliseconds since the epoch); one that lasts longer stays.
   * @throws LockLostError, StoreUnavailableError, StoreDeniedError
   */
  renew(claim: StepClaim, until: number): Promise<void>;
}

/** Where steps say what they did. */
export interface StepTimeline {
  /** The same id is the same line. @throws StoreUnavailableError, StoreDeniedError */
  append(incidentId: string, line: TimelineLine): Promise<unknown>;
}
