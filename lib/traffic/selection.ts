import type { Mode } from '../contracts/mode.ts';
import type { Reason } from '../contracts/selections.ts';

/** How a session came by its mode. */
export interface Assignment {
  readonly mode: Mode;
  readonly origin: 'assigned' | 'sticky' | 'preferred' | 'hash';
  readonly expiresAtSeconds?: number;
}

/** What a caller is told. */
export interface Selection {
  readonly mode: Mode;
  readonly assignedMode: Mode;
  readonly reason: Reason;
  readonly models: readonly string[];
  readonly weightsVersion: number;
  /** Milliseconds since the epoch, of this answer. */
  readonly at: number;
  readonly nonce: string;
  readonly expiresAtSeconds?: number;
  /** Present when the mode has replicas; the lease, too, unless the leases were out of reach. */
  readonly replica?: string;
  readonly leaseId?: string;
}

/** A selection with what the metrics tell apart. */
export interface SelectionRecord extends Selection {
  readonly weightsLabel: string;
  readonly origin: Assignment['origin'];
  readonly stale: boolean;
  readonly breakersStale: boolean;
}

/** A selection that found no place: what its draw counts for all the same. */
export type Refusal = Pick<SelectionRecord, 'assignedMode' | 'origin' | 'weightsLabel'>;
