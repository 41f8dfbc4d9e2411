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
  /** Runs with a runaway that no runbook has taken up. */
  runaways: 'runaway',
  runaway: (runId: string) => ({ pk: 'runaway', sk: runId }),
} as const;

/** One partition a model: its breaker, and what was counted of its answers. */
export const BREAKER_KEYS = {
  partitionPrefix: 'breaker#',
  partition: (model: string) => `breaker#${model}`,
  state: (model: string) => ({ pk: `breaker#${model}`, sk: 'state' }),
  /** Answers of one 10 s bucket. Fixed width, so that a range of the sort key is a range of time. */
  bucket: (series: number, index: number) => `bucket#${series}#${String(index).padStart(10, '0')}`,
} as const;

/** One partition a key that callers send: what was answered to it. */
export const IDEMPOTENCY_KEYS = {
  partitionPrefix: 'idempotency#',
  record: (key: string) => ({ pk: `idempotency#${key}`, sk: 'record' }),
} as const;
