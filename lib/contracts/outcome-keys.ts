/** One partition a mode: its leases in flight, by the time of their bucket (milliseconds, of fixed width: sort keys are text). */
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
