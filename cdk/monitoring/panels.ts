import { METRICS, type MetricName } from '../../lib/contracts/metrics.ts';

/** A line of a panel as Prometheus has it. */
export interface PrometheusLine {
  readonly expr: string;
  /** `{{mode}}` is replaced by the label. */
  readonly legend: string;
}

/** The same as CloudWatch has it: one line, or one for each mode. */
export interface CloudWatchLine {
  /** `cache`: the metric that configs/expectations.yaml names. */
  readonly metric: MetricName | 'cache';
  /** Taken off it, for a line that nobody publishes. */
  readonly minus?: MetricName;
  readonly statistic: 'Sum' | 'Average' | 'Maximum' | 'p95';
  readonly byMode?: true;
  /** Default: the name of the metric; behind the mode where there is one. */
  readonly label?: string;
}

/** One picture on both dashboards. */
export interface Panel {
  readonly title: string;
  readonly description: string;
  /** Of Grafana's units. */
  readonly unit: 'percent' | 'percentunit' | 'none' | 'short' | 's' | 'ms' | 'reqps';
  readonly prometheus: readonly PrometheusLine[];
  readonly cloudWatch: readonly CloudWatchLine[];
}

const byMode = (
  metric: MetricName,
  statistic: CloudWatchLine['statistic'],
  more: Pick<CloudWatchLine, 'minus' | 'label'> = {},
): CloudWatchLine => ({ ...{ metric, statistic, ...more }, byMode: true });
const averageOf = (metric: CloudWatchLine['metric']): CloudWatchLine => ({ metric, statistic: 'Average' });
const sumOf = (metric: MetricName): CloudWatchLine => ({ metric, statistic: 'Sum' });

const SERVING: readonly Panel[] = [
  {
    title: 'Split of new sessions',
    description: 'Share of the new assignments of each mode, against its target',
    unit: 'percent',
    prometheus: [
      { expr: 'traffic_actual_percent', legend: '{{mode}}' },
      { expr: 'traffic_target_percent', legend: '{{mode}} target' },
    ],
    cloudWatch: [
      byMode(METRICS.assignedShare, 'Average'),
      // What a mode got, without how far that is off.
      byMode(METRICS.assignedShare, 'Average', { minus: METRICS.modeDeviation, label: 'target' }),
    ],
  },
  {
    title: 'Deviation from the target',
    description: 'Points by which a mode misses its target, negative when it gets too little',
    unit: 'none',
    prometheus: [{ expr: 'traffic_deviation_points', legend: '{{mode}}' }],
    cloudWatch: [byMode(METRICS.modeDeviation, 'Average')],
  },
  {
    title: 'Requests',
    description: 'Answered requests, as callers report them',
    unit: 'reqps',
    prometheus: [{ expr: 'sum by (mode) (rate(http_requests_total[5m]))', legend: '{{mode}}' }],
    cloudWatch: [byMode(METRICS.outcomes, 'Sum')],
  },
  {
    title: 'Errors',
    description:
      'Share of the requests that failed or timed out, as callers report them; cancelled ones say nothing',
    unit: 'percentunit',
    prometheus: [
      {
        // Durations are of all but cancelled ones, as is what CloudWatch has.
        expr: 'sum by (mode) (rate(http_request_errors_total[5m])) / sum by (mode) (rate(http_request_duration_seconds_count[5m]))',
        legend: '{{mode}}',
      },
    ],
    // Each outcome is a 1 or a 0.
    cloudWatch: [byMode(METRICS.outcomeErrors, 'Average')],
  },
  {
    title: 'Latency, p95',
    description:
      'As callers report it; in Prometheus as exact as the buckets are, in CloudWatch in milliseconds',
    unit: 's',
    prometheus: [
      {
        expr: 'histogram_quantile(0.95, sum by (mode, le) (rate(http_request_duration_seconds_bucket[5m])))',
        legend: '{{mode}}',
      },
    ],
    cloudWatch: [byMode(METRICS.outcomeLatency, 'p95')],
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
    description:
      'Of the service behind the modes: configs/expectations.yaml names its metric; CloudWatch has percent',
    unit: 'percentunit',
    prometheus: [{ expr: 'cache_hit_rate', legend: 'hits' }],
    cloudWatch: [averageOf('cache')],
  },
];

const TRAINING: readonly Panel[] = [
  {
    title: 'Entropy coefficient',
    description: 'What the trainer says that it uses, else what it was told, and where it ends',
    unit: 'none',
    prometheus: [
      { expr: 'ppo_entropy_coef', legend: 'now' },
      { expr: 'ppo_entropy_coef_final', legend: 'end of the schedule' },
    ],
    cloudWatch: [averageOf(METRICS.entropyCoefficient)],
  },
  {
    title: 'Learning rate',
    description:
      'What the trainer says that it uses, else what it was told; halved by the resume after a reward runaway',
    unit: 'none',
    prometheus: [{ expr: 'ppo_learning_rate', legend: 'learning rate' }],
    cloudWatch: [averageOf(METRICS.learningRate)],
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
    cloudWatch: [averageOf(METRICS.trainingReward)],
  },
  {
    title: 'Reward, normalised',
    description: 'What the policy is trained on; should lie around 0',
    unit: 'none',
    prometheus: [0.05, 0.5, 0.95].map((quantile) => ({
      expr: `histogram_quantile(${quantile}, rate(reward_normalized_bucket[10m]))`,
      legend: `${quantile * 100} % below`,
    })),
    cloudWatch: [averageOf(METRICS.normalizedReward)],
  },
  {
    title: 'Loss and KL divergence',
    description: 'Of the newest step',
    unit: 'none',
    prometheus: [
      { expr: 'ppo_loss', legend: 'loss' },
      { expr: 'ppo_kl', legend: 'KL' },
    ],
    cloudWatch: [averageOf(METRICS.trainingLoss), averageOf(METRICS.trainingKl)],
  },
  {
    title: 'Training step',
    description: 'The newest one; falls when a run goes back',
    unit: 'short',
    prometheus: [{ expr: 'ppo_training_step', legend: 'step' }],
    cloudWatch: [{ metric: METRICS.trainingStep, statistic: 'Maximum' }],
  },
  {
    title: 'Checkpoints and rollbacks',
    description: 'In the last hour',
    unit: 'short',
    prometheus: [
      { expr: 'increase(checkpoint_saves_total[1h])', legend: 'saved' },
      { expr: 'increase(checkpoint_rollbacks_total[1h])', legend: 'rollbacks' },
    ],
    cloudWatch: [sumOf(METRICS.checkpointSaves), sumOf(METRICS.rollbacks)],
  },
  {
    title: 'Best reward',
    description: 'Of the best checkpoint',
    unit: 'none',
    prometheus: [{ expr: 'best_model_reward', legend: 'best' }],
    cloudWatch: [averageOf(METRICS.bestReward)],
  },
];

/** What both dashboards show before the signals: docs/adr/0040. */
export const PANELS: readonly Panel[] = [...SERVING, ...TRAINING];
