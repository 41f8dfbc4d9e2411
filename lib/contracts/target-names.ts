/** What can be done to a target. `check` changes nothing and is no operation. */
export const OPERATIONS = [
  'scale',
  'restart',
  'reset_pool',
  'enable_read_replica',
  'bypass_cache',
  'end_bypass',
  'warm_cache',
] as const;

export const SERVED = ['check', ...OPERATIONS] as const;

export type OperationName = (typeof OPERATIONS)[number];
export type Served = (typeof SERVED)[number];

/** Services of AWS that a target may call; each has a client in lib/aws/aws-caller.ts. */
export const TARGET_SERVICES = ['ecs', 'rds', 'elasticache'] as const;

export type TargetService = (typeof TARGET_SERVICES)[number];
