import type { Distribution } from './distribution.ts';

/** How new sessions were split when that was last checked. */
export interface CheckedSplit extends Distribution {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly windowMs: number;
}

/** Throws StoreUnavailableError or StoreDeniedError. */
export interface SplitStore {
  /** Takes the place of the one before. */
  tell(split: CheckedSplit): Promise<void>;
}
