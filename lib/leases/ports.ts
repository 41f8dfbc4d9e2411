import type { Mode } from '../contracts/mode.ts';
import type { Lease } from './lease.ts';

export interface LeaseBucket {
  /** Milliseconds since the epoch. */
  readonly start: number;
  readonly leases: readonly Lease[];
}

export interface Taking {
  readonly mode: Mode;
  readonly start: number;
  readonly deadAt: number;
  readonly lease: Lease;
  /** At most so many leases in this bucket, this one among them. */
  readonly room: number;
}

/** Leases in flight. Every call throws StoreUnavailableError or StoreDeniedError. */
export interface LeaseStore {
  /** Strongly consistent: the buckets of a mode that start at `from` or later. */
  read(mode: Mode, from: number): Promise<readonly LeaseBucket[]>;
  /** Atomic. False, and nothing done, when the bucket is full; true again for a lease that is in it already. */
  take(taking: Taking): Promise<boolean>;
  /** Takes leases out of one bucket; those that are not in it change nothing. One write. */
  giveBack(mode: Mode, start: number, leases: readonly Lease[]): Promise<void>;
}
