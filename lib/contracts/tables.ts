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
