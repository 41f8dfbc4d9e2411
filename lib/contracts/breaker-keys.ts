import { LATEST_KEYS } from './latest-keys.ts';

/**
 * Keys in the control table. One partition a model: its last health check, and what was counted of its answers. The
 * breakers themselves stand beside each other, where one Query finds them all.
 */
export const BREAKER_KEYS = {
  partitionPrefix: 'breaker#',
  partition: (model: string) => `breaker#${model}`,
  state: LATEST_KEYS.breaker,
  health: (model: string) => ({ pk: `breaker#${model}`, sk: 'health' }),
  /** Answers of one 10 s bucket. Fixed width, so that a range of the sort key is a range of time. */
  bucket: (series: number, index: number) => `bucket#${series}#${String(index).padStart(10, '0')}`,
} as const;
