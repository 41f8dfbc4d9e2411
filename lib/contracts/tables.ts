/** Keys and TTL of the two tables; adapters and CDK take them from here. */
export const SESSIONS_TABLE = { partitionKey: 'session_id', ttl: 'expires_at' } as const;

export const CONTROL_TABLE = { partitionKey: 'pk', sortKey: 'sk', ttl: 'expires_at' } as const;

/** Items of the control table that are there once. */
export const CONTROL_KEYS = {
  trafficSettings: { pk: 'traffic', sk: 'settings' },
  rotation: { pk: 'traffic-rotation', sk: 'counter' },
  selectionKey: { pk: 'signing-key', sk: 'selection' },
} as const;

/** Partitions of runs. A run's own holds its item, its checkpoints' records and its best one. */
export const RUN_KEYS = {
  partitionPrefix: 'run#',
  item: (runId: string) => ({ pk: `run#${runId}`, sk: 'run' }),
  /** The list of runs: a line a run. */
  list: 'runs',
  line: (runId: string) => ({ pk: 'runs', sk: runId }),
  /** Runs that are not over, an item each. No run id begins with #, so it is nobody's own. */
  active: 'run##active',
  activeLine: (runId: string) => ({ pk: 'run##active', sk: runId }),
  /** Runs with a runaway that no runbook has taken up. */
  runaways: 'runaway',
  runaway: (runId: string) => ({ pk: 'runaway', sk: runId }),
} as const;

/** One partition a key that callers send: what was answered to it. */
export const IDEMPOTENCY_KEYS = {
  partitionPrefix: 'idempotency#',
  record: (key: string) => ({ pk: `idempotency#${key}`, sk: 'record' }),
} as const;

/** One partition a mode: its leases in flight, by the time of their bucket (milliseconds, fixed width as above). */
export const LEASE_KEYS = {
  partitionPrefix: 'lease#',
  partition: (mode: string) => `lease#${mode}`,
  bucket: (start: number) => `bucket#${String(Math.max(0, start)).padStart(15, '0')}`,
} as const;

/** One partition a key that callers send with a batch of outcomes: what was answered to it. */
export const OUTCOME_KEYS = {
  partitionPrefix: 'outcomes#',
  batch: (key: string) => ({ pk: `outcomes#${key}`, sk: 'batch' }),
} as const;

/** Answered requests and their latencies by mode, spread over several items that a reader adds up. */
export const TRAFFIC_COUNTER_KEYS = {
  partition: 'traffic-counters',
  shard: (shard: number) => ({ pk: 'traffic-counters', sk: `shard#${shard}` }),
} as const;
