/** Metric names. Dimensions never hold a session or run id: each series costs money. */
export const METRICS = {
  /** New assignments by draw. Dimensions AssignedMode, WeightsVersion. */
  assignments: 'Assignments',
  /** Answered selections by effective mode. Dimension Mode. */
  selections: 'Selections',
  /** Selections whose effective mode is not the assigned one. Dimension AssignedMode. */
  downshifted: 'Downshifted',
  /** Selections answered by the hash of the session id, because the session table was out of reach. */
  hashAnswers: 'HashAnswers',
  /** Selections answered on weights and flags older than weights_max_staleness. */
  staleSettings: 'StaleSettings',
  /** Transitions of circuit breakers. Dimensions Model, State (the new one). */
  breakerTransitions: 'BreakerTransitions',
  /** 1 while a model's breaker lets no requests through or only a probe, else 0. Dimension Model. */
  breakerOpen: 'BreakerOpen',
  /** How many breakers are open, half-open or forced open, at each look. */
  openBreakers: 'OpenBreakers',
  /** Selections answered on breakers that could not be read again in time. */
  staleBreakers: 'StaleBreakers',
  /** Checkpoints committed. */
  checkpointSaves: 'CheckpointSaves',
  /** Reward of the best checkpoint of the run that has committed one, at each commit. */
  bestReward: 'BestReward',
  /** Commits and sweeps that could not delete or write all they had to beside a record. */
  untidyCommits: 'UntidyCommits',
  /** Uploads that the sweeper deleted. */
  checkpointsSwept: 'CheckpointsSwept',
  /** Uploads in the bucket that were committed, but have no record. */
  checkpointsUnrecorded: 'CheckpointsUnrecorded',
  /** Records whose model is not in the bucket. */
  checkpointsLost: 'CheckpointsLost',
  /** Selections refused with 429: the mode and the fallback mode were full. */
  refusedSelections: 'RefusedSelections',
  /** Reported outcomes, cancelled ones included. Dimension Mode; and Model, where the caller named it. */
  outcomes: 'Outcomes',
  /** 1 for each that failed or timed out, 0 for each other one but cancelled ones. Dimension Mode; and Model. */
  outcomeErrors: 'OutcomeErrors',
  /** Their latencies as the callers saw them, but for cancelled ones. Milliseconds. Dimension Mode; and Model. */
  outcomeLatency: 'OutcomeLatency',
  /** Outcomes that were reported and not taken. */
  rejectedOutcomes: 'RejectedOutcomes',
  /** Times that GET /metrics could not read a source of it: what is too old by then is left out; without the table there is no answer. */
  scrapeGaps: 'ScrapeGaps',
  /** Requests answered with 500 or more. */
  serverErrors: 'ServerErrors',
  /** Points by which the mode that is furthest off misses its target, either way. Not published of too few samples. */
  trafficDeviation: 'TrafficDeviation',
  /** 1 while the split deviates, else 0. Not published of too few samples. */
  trafficDeviating: 'TrafficDeviating',
  /** Points by which a mode misses its target, negative when it got too little. Dimension Mode. */
  modeDeviation: 'ModeDeviation',
  /** Percent of the new assignments that a mode got. Dimension Mode. */
  assignedShare: 'AssignedShare',
  /** Percent of the selections that a mode answered. Dimension Mode. */
  servedShare: 'ServedShare',
  /** Percent of the selections that were sent elsewhere than to this mode. Dimension Mode. */
  downshiftedShare: 'DownshiftedShare',
  /** Rounds of health checks of which each was made and recorded, whatever it said. */
  healthCheckRounds: 'HealthCheckRounds',
  /** Milliseconds until a health check was answered or given up. Dimension Model. */
  healthCheckLatency: 'HealthCheckLatency',
  /** 1 for a health check that failed, else 0. Dimension Model. */
  healthCheckFailures: 'HealthCheckFailures',
  /** Health checks that failed in a row. Dimension Model. */
  consecutiveFailures: 'ConsecutiveFailures',
  /** Runs of background functions that ended in an error, retries counted each. */
  backgroundErrors: 'BackgroundErrors',
  /** Steps of training taken, each once. */
  trainingSteps: 'TrainingSteps',
  /** The newest step of each batch, over all runs; of it the next six. */
  trainingStep: 'TrainingStep',
  trainingReward: 'TrainingReward',
  normalizedReward: 'NormalizedReward',
  trainingLoss: 'TrainingLoss',
  trainingKl: 'TrainingKl',
  /** What the trainer says that it uses, else what it was told: as the learning rate is. */
  entropyCoefficient: 'EntropyCoefficient',
  learningRate: 'LearningRate',
  /** What the detectors found. Dimension Kind. */
  findings: 'Findings',
  /** Values that are no finite number. */
  divergence: 'TrainingDivergence',
  /** Divergence from the policy before above kl_warning. */
  klWarning: 'KlWarning',
  /** Entropy coefficients found not to fall. */
  entropyStuck: 'EntropyStuck',
  /** Runs sent back to a checkpoint, by themselves or by a person. */
  rollbacks: 'CheckpointRollbacks',
  /** Loss spikes and reward drops that could not be gone back from. */
  rollbacksRefused: 'RollbacksRefused',
  /** Runs paused because their rewards ran away. */
  rewardRunaway: 'RewardRunaway',
  /** Runs whose trainer has gone silent, at each look a minute; published only when there are any. */
  stalledRuns: 'StalledRuns',
  /** Notifications that are late or were given up, at each look; published only when there are any. */
  undeliveredNotifications: 'UndeliveredNotifications',
  /** Approvals whose state machine could not be told, or that could not be looked after; published only when there are any. */
  approvalsStuck: 'ApprovalsStuck',
  /** Executions of runbooks that have begun. Dimension Runbook. */
  runbookStarts: 'RunbookStarts',
  /** Triggers that started nothing. Dimension Reason. */
  runbookBlocks: 'RunbookBlocks',
  /** Executions that were to act, and failed or took too long. */
  runbookFailures: 'RunbookFailures',
  /** 1 while the newest complete drill is too long ago, else 0; at each look. */
  drillOverdue: 'DrillOverdue',
  /** Of a drill, as it is complete: what would be missing if its runbooks had to act. */
  drillGaps: 'DrillGaps',
  /** Executions that should have started or ended long ago, at each look; published only when there are any. */
  stuckExecutions: 'StuckExecutions',
} as const;

export type MetricName = (typeof METRICS)[keyof typeof METRICS];
