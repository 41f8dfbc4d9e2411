/** What may be found about a run. */
export const FINDING_KINDS = [
  'loss_spike',
  'reward_drop',
  'runaway',
  'divergence',
  'kl_warning',
  'reward_ceiling',
  'entropy_stuck',
  'stalled',
] as const;

export type FindingKind = (typeof FINDING_KINDS)[number];
