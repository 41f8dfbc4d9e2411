import type { Mode } from '../contracts/mode.ts';
import type { OutcomeStatus } from '../contracts/outcomes.ts';

/** What the signed id of a selection says. */
export interface SelectionClaims {
  /** The mode that was to answer. */
  readonly mode: Mode;
  /** Milliseconds since the epoch, of the selection. */
  readonly at: number;
  /** Tells apart the selections of one moment. */
  readonly nonce: string;
}

/** How one selection went, as far as it counts. */
export interface Outcome {
  readonly mode: Mode;
  /** The model that the caller named; without a name all of the mode, any of which it may have been. */
  readonly models: readonly string[];
  readonly status: OutcomeStatus;
  readonly latencyMs: number;
  /** Milliseconds since the epoch. */
  readonly endedAt: number;
  readonly selection: SelectionClaims;
  readonly leaseId?: string;
}

/** Whether it speaks against the model. A caller that went away says nothing about it. */
export function isFailure(status: OutcomeStatus): boolean {
  return status === 'error' || status === 'timeout';
}
