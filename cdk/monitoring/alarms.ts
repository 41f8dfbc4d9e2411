import { METRICS } from '../../lib/contracts/metrics.ts';
import type { AlarmRow } from './alarm-row.ts';
import { ONCE_IT_HAPPENS, WHEN_IT_KEEPS_HAPPENING } from './occurrences.ts';
import { OPERATION_ALARMS } from './operation-alarms.ts';

/**
 * Every signal on Artisan itself; signalsOf adds those of alarms.yaml. Adding one takes a row here, its section in the
 * handbook, and `npm run observability`; a test holds them together.
 */
export const ALARMS: readonly AlarmRow[] = [
  {
    name: 'SessionTableUnreachable',
    severity: 'critical',
    description: 'Sessions are answered by their hash because the session table is out of reach',
    metric: METRICS.hashAnswers,
    ...WHEN_IT_KEEPS_HAPPENING,
  },
  {
    name: 'TrafficSettingsStale',
    severity: 'warning',
    description: 'Selections go by weights and downshifts that could not be read again in time',
    metric: METRICS.staleSettings,
    ...WHEN_IT_KEEPS_HAPPENING,
  },
  {
    name: 'BreakerOpen',
    severity: 'warning',
    description: 'A model is avoided because its circuit breaker is open, half-open or forced open',
    metric: METRICS.openBreakers,
    statistic: 'Maximum',
    threshold: 1,
    breaching: 2,
    periods: 3,
    treatMissingData: 'notBreaching',
    missingBecause: 'each look publishes how many: BackgroundErrors tells of looks that fail',
    rule: { expr: 'circuit_breaker_state > 0', knownBy: 'circuit_breaker_state', for: '2m' },
  },
  {
    name: 'BreakersUnreachable',
    severity: 'warning',
    description: 'Selections go by circuit breakers that could not be read again in time',
    metric: METRICS.staleBreakers,
    ...WHEN_IT_KEEPS_HAPPENING,
  },
  {
    name: 'HealthChecksStopped',
    severity: 'warning',
    description: 'Models are not asked whether they are well, or their answers cannot be recorded',
    metric: METRICS.healthCheckRounds,
    statistic: 'Sum',
    threshold: 0,
    comparison: 'at_most',
    // Five minutes, and more than a round in the stage rehearsal, whose periods are a third of the interval.
    breaching: 5,
    periods: 5,
    treatMissingData: 'breachingIfProbed',
    missingBecause: 'a round that is not made publishes nothing; without health URLs there are none',
  },
  {
    name: 'RefusedSelections',
    severity: 'critical',
    description: 'Requests for a mode are refused with 429 because the mode and the fallback mode are full',
    metric: METRICS.refusedSelections,
    ...WHEN_IT_KEEPS_HAPPENING,
  },
  {
    name: 'RejectedOutcomes',
    severity: 'warning',
    description: 'Outcomes are reported that cannot be taken',
    metric: METRICS.rejectedOutcomes,
    ...WHEN_IT_KEEPS_HAPPENING,
    // A straggler or two come late after every restart of a caller.
    threshold: 10,
  },
  {
    name: 'CheckpointRollback',
    severity: 'warning',
    description: 'A run went back to an earlier checkpoint',
    metric: METRICS.rollbacks,
    ...ONCE_IT_HAPPENS,
    rule: {
      expr: 'increase(checkpoint_rollbacks_total[5m]) > 0',
      knownBy: 'checkpoint_rollbacks_total',
    },
  },
  {
    name: 'FrequentRollbacks',
    severity: 'critical',
    description: 'Runs went back to earlier checkpoints more than once in an hour',
    metric: METRICS.rollbacks,
    ...ONCE_IT_HAPPENS,
    threshold: 2,
    // An hour of the stages whose period is a minute.
    periodLength: 60,
    // Counted from the values themselves: increase() reckons beyond the samples, and makes 1.02 of a single rollback.
    rule: {
      expr: 'max_over_time(checkpoint_rollbacks_total[1h]) - min_over_time(checkpoint_rollbacks_total[1h]) > 1',
      knownBy: 'checkpoint_rollbacks_total',
      for: '1h',
    },
  },
  {
    name: 'RollbackImpossible',
    severity: 'critical',
    description: 'A run should have gone back to a checkpoint and could not',
    metric: METRICS.rollbacksRefused,
    ...ONCE_IT_HAPPENS,
  },
  {
    name: 'RewardRunaway',
    severity: 'critical',
    description: 'A run was paused because its rewards or its KL divergence ran away',
    metric: METRICS.rewardRunaway,
    ...ONCE_IT_HAPPENS,
  },
  {
    name: 'TrainingDivergence',
    severity: 'warning',
    description: 'A trainer reports values that are no finite number',
    metric: METRICS.divergence,
    ...ONCE_IT_HAPPENS,
  },
  {
    name: 'KlWarning',
    severity: 'warning',
    description: 'The policy of a run moves faster than it should',
    metric: METRICS.klWarning,
    ...ONCE_IT_HAPPENS,
  },
  {
    name: 'PPOEntropyNotDecreasing',
    severity: 'warning',
    description: 'The entropy coefficient of a run does not fall, although its training goes on',
    metric: METRICS.entropyStuck,
    ...ONCE_IT_HAPPENS,
    rule: {
      expr: [
        'ppo_entropy_coef >= ppo_entropy_coef offset 1h',
        'and ppo_training_step > ppo_training_step offset 1h',
        'and ppo_entropy_coef > ppo_entropy_coef_final',
        'and changes(checkpoint_rollbacks_total[1h]) == 0',
      ].join(' '),
      knownBy: 'ppo_entropy_coef',
      for: '30m',
    },
  },
  {
    name: 'CheckpointsLost',
    severity: 'critical',
    description: 'Checkpoints are committed whose models are not in the bucket',
    metric: METRICS.checkpointsLost,
    ...ONCE_IT_HAPPENS,
    missingBecause: 'the metric is published by the hourly sweep, and when something goes wrong',
  },
  {
    name: 'CheckpointsUnrecorded',
    severity: 'warning',
    description: 'Checkpoints in the bucket were committed but have no record',
    metric: METRICS.checkpointsUnrecorded,
    ...ONCE_IT_HAPPENS,
    missingBecause: 'the metric is published by the hourly sweep, and when something goes wrong',
  },
  {
    name: 'CheckpointsUntidy',
    severity: 'warning',
    description: 'What was left beside checkpoints could not be deleted or written',
    metric: METRICS.untidyCommits,
    ...ONCE_IT_HAPPENS,
    missingBecause: 'the metric is published by the hourly sweep, and when something goes wrong',
  },
  {
    name: 'ServerErrors',
    severity: 'critical',
    description: 'Requests are answered with 500 or 503',
    metric: METRICS.serverErrors,
    ...WHEN_IT_KEEPS_HAPPENING,
    threshold: 5,
  },
  {
    name: 'TrafficDeviation',
    severity: 'warning',
    description: 'New sessions are not split as the weights say',
    metric: METRICS.trafficDeviating,
    statistic: 'Maximum',
    threshold: 1,
    breaching: 2,
    periods: 3,
    treatMissingData: 'notBreaching',
    missingBecause: 'too few new sessions say nothing about the split',
    rule: { expr: 'traffic_deviating > 0', knownBy: 'traffic_deviating', for: '2m' },
  },
  ...OPERATION_ALARMS,
];
