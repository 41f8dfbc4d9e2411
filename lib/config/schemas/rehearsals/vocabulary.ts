/** What can befall a launch that is rehearsed. */
export const FAULTS = [
  'model_outage',
  'loss_spike',
  'reward_runaway',
  'api_high_latency',
  'database_pool_exhausted',
  'database_down',
  'cache_down',
] as const;

export type FaultName = (typeof FAULTS)[number];

/** What is seen of a launch: each with what it is `of`, and `as` what. */
export const EVENTS = [
  /** Of an alarm's name, as `on` or `off`. */
  'alarm',
  /** Of an approval's runbook, as its status. */
  'approval',
  /** Of a model, as the state of its breaker. */
  'breaker',
  /** Of a mode, as `begun` or `ended`. */
  'downshift',
  /** Of an incident's runbook, as its status. */
  'incident',
  /** Of an incident's runbook, as the kind of a line of its timeline. */
  'told',
  /** Of a runbook, as the status of one of its executions. */
  'runbook',
  /** Of the run, as its status. */
  'run',
  /** Of a kind, as found in the metrics. */
  'finding',
  /** Of who ordered it, as the step the trainer is sent back to. */
  'rollback',
  /** A selection that was not answered with a mode, as the status of the answer. */
  'selection_failed',
  /** A session that returned before its hour was over and was assigned another mode. */
  'session_moved',
  /** As the reason for which an outcome was not taken. */
  'outcome_rejected',
  /** A request of the trainer that was refused for good. */
  'trainer_refused',
  /** A model that was read back is not the one that was saved. */
  'model_damaged',
] as const;

export type EventName = (typeof EVENTS)[number];
