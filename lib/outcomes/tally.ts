import type { Mode } from '../contracts/mode.ts';
import { OUTCOME_STATUSES, type OutcomeStatus } from '../contracts/outcomes.ts';
import { LATENCY_BOUNDS_SECONDS, latencyBucket } from './latency-histogram.ts';
import type { Outcome } from './outcome.ts';

/** Outcomes added up: of a batch, or of everything since the stage was made. */
export interface Tally {
  readonly statuses: Readonly<Record<OutcomeStatus, number>>;
  /** Sum of the latencies that are in `buckets`. */
  readonly latencyMs: number;
  /** How many latencies each bucket holds alone: one a bound, and one for what is longer. */
  readonly buckets: readonly number[];
}

export type Tallies = Readonly<Record<Mode, Tally>>;

const NOTHING: Tally = {
  statuses: { ok: 0, error: 0, timeout: 0, cancelled: 0 },
  latencyMs: 0,
  buckets: Array<number>(LATENCY_BOUNDS_SECONDS.length + 1).fill(0),
};

/** By mode. The latency of a cancelled request is its caller's patience, not ours: it is in no bucket. */
export function tallyByMode(outcomes: readonly Outcome[]): Tallies {
  const byMode = Object.groupBy(outcomes, ({ mode }) => mode);
  return Object.fromEntries(
    Object.entries(byMode).map(([mode, some = []]) => [mode, some.map(tallyOf).reduce(addTallies, NOTHING)]),
  );
}

export function addTallies(one: Tally, other: Tally): Tally {
  const statuses = { ...one.statuses };
  for (const status of OUTCOME_STATUSES) statuses[status] += other.statuses[status];
  return {
    statuses,
    latencyMs: one.latencyMs + other.latencyMs,
    buckets: one.buckets.map((count, index) => count + (other.buckets[index] ?? 0)),
  };
}

function tallyOf({ status, latencyMs }: Outcome): Tally {
  const statuses = { ...NOTHING.statuses, [status]: 1 };
  if (status === 'cancelled') return { ...NOTHING, statuses };
  const bucket = latencyBucket(latencyMs);
  return { statuses, latencyMs, buckets: NOTHING.buckets.with(bucket, 1) };
}
