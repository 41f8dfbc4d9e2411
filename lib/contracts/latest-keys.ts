/**
 * One partition of the control table that says how the stage stands: whoever reads it whole makes one Query, which does
 * not grow with runs or sessions (docs/adr/0041). Each sort key has one writer.
 */
export const LATEST_KEYS = {
  partition: 'latest',
  /** Answered requests and their latencies by mode, spread over several items that a reader adds up. */
  trafficPrefix: 'traffic#',
  traffic: (shard: number) => ({ pk: 'latest', sk: `traffic#${shard}` }),
  breakerPrefix: 'breaker#',
  breaker: (model: string) => ({ pk: 'latest', sk: `breaker#${model}` }),
  /** What the newest batch of metrics said, and how rewards were distributed over all of them. */
  training: { pk: 'latest', sk: 'training' },
  checkpoints: { pk: 'latest', sk: 'checkpoints' },
  rollbacks: { pk: 'latest', sk: 'rollbacks' },
  /** How new sessions were split when that was last checked. */
  split: { pk: 'latest', sk: 'split' },
} as const;
