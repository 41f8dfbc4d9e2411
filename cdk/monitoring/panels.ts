import { METRICS, type MetricName } from '../../lib/contracts/metrics.ts';

/** A line of a panel as Prometheus has it. */
export interface PrometheusLine {
  readonly expr: string;
  /** `{{mode}}` is replaced by the label. */
  readonly legend: string;
}

/** The same, or what comes closest, as CloudWatch has it: one line, or one for each mode. */
export interface CloudWatchLine {
  readonly metric: MetricName;
  readonly statistic: 'Sum' | 'Average' | 'Maximum' | 'p95';
  readonly byMode?: 'Mode' | 'AssignedMode';
}

/** One picture on both dashboards. */
export interface Panel {
  readonly title: string;
  readonly description: string;
  /** Of Grafana's units. */
  readonly unit: 'percent' | 'percentunit' | 'none' | 'short' | 's' | 'ms' | 'reqps';
  readonly prometheus: readonly PrometheusLine[];
  /** Empty where CloudWatch is told nothing of it: each series costs money there. */
  readonly cloudWatch: readonly CloudWatchLine[];
}

const SERVING: readonly Panel[] = [
  {
    title: 'Split of new sessions',
    description: 'Share of the new assignments of each mode, against its target',
    unit: 'percent',
    prometheus: [
      { expr: 'traffic_actual_percent', legend: '{{mode}}' },
      { expr: 'traffic_target_percent', legend: '{{mode}} target' },
    ],
    cloudWatch: [{ metric: METRICS.assignedShare, statistic: 'Average', byMode: 'Mode' }],
  },
  {
    title: 'Deviation from the target',
    description: 'Points by which a mode misses its target, negative when it gets too little',
    unit: 'none',
    prometheus: [{ expr: 'traffic_deviation_points', legend: '{{mode}}' }],
    cloudWatch: [{ metric: METRICS.modeDeviation, statistic: 'Average', byMode: 'Mode' }],
  },
  {
    title: 'Requests',
    description: 'Answered requests, as callers report them',
    unit: 'reqps',
    prometheus: [{ expr: 'sum by (mode) (rate(http_requests_total[5m]))', legend: '{{mode}}' }],
    cloudWatch: [{ metric: METRICS.outcomes, statistic: 'Sum', byMode: 'Mode' }],
  },
  {
    title: 'Errors',
    description: 'Share of the requests that failed or timed out, as callers report them',
    unit: 'percentunit',
    prometheus: [
      {
        expr: 'sum by (mode) (rate(http_request_errors_total[5m])) / sum by (mode) (rate(http_requests_total[5m]))',
        legend: '{{mode}}',
      },
    ],
    cloudWatch: [
      { metric: METRICS.outcomeErrors, statistic: 'Sum', byMode: 'Mode' },
      { metric: METRICS.serverErrors, statistic: 'Sum' },
    ],
  },
  {
    title: 'Latency, p95',
    description: 'As callers report it; in Prometheus as exact as the buckets are',
    unit: 's',
    prometheus: [
      {
        expr: 'histogram_quantile(0.95, sum by (mode, le) (rate(http_request_duration_seconds_bucket[5m])))',
        legend: '{{mode}}',
      },
    ],
    cloudWatch: [{ metric: METRICS.outcomeLatency, statistic: 'p95', byMode: 'Mode' }],
  },
  {
    title: 'Circuit breakers',
    description: '0 closed, 1 half-open, 2 open',
    unit: 'none',
    prometheus: [{ expr: 'circuit_breaker_state', legend: '{{model}}' }],
    cloudWatch: [{ metric: METRICS.openBreakers, statistic: 'Maximum' }],
  },
  {
    title: 'Cache hit rate',
    description: 'Of the service behind the modes: configs/expectations.yaml names its metric',
    unit: 'percentunit',
    prometheus: [{ expr: 'cache_hit_rate', legend: 'hits' }],
    cloudWatch: [],
  },
];

const TRAINING: readonly Panel[] = [
  {
    title: 'Entropy coefficient',
    description: 'What the trainer is told, or says that it uses, and where it ends',
    unit: 'none',
    prometheus: [
      { expr: 'ppo_entropy_coef', legend: 'now' },
      { expr: 'ppo_entropy_coef_final', legend: 'end of the schedule' },
    ],
    cloudWatch: [{ metric: METRICS.trainingEntropy, statistic: 'Average' }],
  },
  {
    title: 'Learning rate',
    description: 'Halved by the resume after a reward runaway',
    unit: 'none',
    prometheus: [{ expr: 'ppo_learning_rate', legend: 'learning rate' }],
    cloudWatch: [{ metric: METRICS.learningRate, statistic: 'Average' }],
  },
  {
    title: 'Reward, raw',
    description: 'The newest one, and what they are normalised by',
    unit: 'none',
    prometheus: [
      { expr: 'ppo_reward', legend: 'newest' },
      { expr: 'reward_normalizer_mean', legend: 'mean of the window' },
      { expr: 'reward_normalizer_std', legend: 'deviation of the window' },
      { expr: 'histogram_quantile(0.5, rate(reward_raw_bucket[10m]))', legend: 'median of 10 minutes' },
    ],
    cloudWatch: [{ metric: METRICS.trainingReward, statistic: 'Average' }],
  },
  {
    title: 'Reward, normalised',
    description: 'What the policy is trained on; should lie around 0',
    unit: 'none',
    prometheus: [0.05, 0.5, 0.95].map((quantile) => ({
      expr: `histogram_quantile(${quantile}, rate(reward_normalized_bucket[10m]))`,
      legend: `${quantile * 100} % below`,
    })),
    cloudWatch: [],
  },
  {
    title: 'Loss and KL divergence',
    description: 'Of the newest step',
    unit: 'none',
    prometheus: [
      { expr: 'ppo_loss', legend: 'loss' },
      { expr: 'ppo_kl', legend: 'KL' },
    ],
    cloudWatch: [
      { metric: METRICS.trainingLoss, statistic: 'Average' },
      { metric: METRICS.trainingKl, statistic: 'Average' },
    ],
  },
  {
    title: 'Training step',
    description: 'The newest one; falls when a run goes back',
    unit: 'short',
    prometheus: [{ expr: 'ppo_training_step', legend: 'step' }],
    cloudWatch: [{ metric: METRICS.trainingSteps, statistic: 'Sum' }],
  },
  {
    title: 'Checkpoints and rollbacks',
    description: 'In the last hour',
    unit: 'short',
    prometheus: [
      { expr: 'increase(checkpoint_saves_total[1h])', legend: 'saved' },
      { expr: 'increase(checkpoint_rollbacks_total[1h])', legend: 'rollbacks' },
    ],
    cloudWatch: [
      { metric: METRICS.checkpointSaves, statistic: 'Sum' },
      { metric: METRICS.rollbacks, statistic: 'Sum' },
    ],
  },
  {
    title: 'Best reward',
    description: 'Of the best checkpoint',
    unit: 'none',
    prometheus: [{ expr: 'best_model_reward', legend: 'best' }],
    cloudWatch: [],
  },
];

/** What both dashboards show before the signals: docs/adr/0040. */
export const PANELS: readonly Panel[] = [...SERVING, ...TRAINING];
