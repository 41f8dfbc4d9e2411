import type { JsonObject } from '../json.ts';

/** An event of an execution's history, as the journal keeps it. */
export interface HistoryEvent {
  /** Counts from 1. */
  readonly id: number;
  readonly previousEventId: number;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  /** One of AWS's event types, e.g. `TaskStateEntered`. */
  readonly type: string;
  /** What the event's `...EventDetails` member holds; absent for types without. */
  readonly details?: JsonObject;
}

/** "Step Functions service quotas": the execution fails with the last of them. */
export const HISTORY_LIMIT = 25_000;
