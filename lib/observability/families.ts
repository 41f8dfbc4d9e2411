import type { BreakerState } from '../contracts/breakers.ts';
import { emptyHistogram } from '../shared/histogram.ts';
import type { Family, Sample } from './prometheus-text.ts';
import type { AlarmState, Snapshot, TrainingState } from './snapshot.ts';

/** Everything that GET /metrics says. */
export interface Observed {
  readonly snapshot: Snapshot;
  /** Of the configuration: what nobody has reported on yet counts as 0. */
  readonly modes: readonly string[];
  readonly models: readonly string[];
  readonly latencyBounds: readonly number[];
  /** Undefined while they can't be had. */
  readonly alarms: readonly AlarmState[] | undefined;
  /** 0..1; undefined while nobody reports one. */
  readonly cacheHitRate: number | undefined;
}

/** `closed` and `open` as the words say, and forced ones as they act. */
const BREAKER_VALUES: Readonly<Record<BreakerState, number>> = {
  closed: 0,
  forced_closed: 0,
  half_open: 1,
  open: 2,
  forced_open: 2,
};

const gauge = (name: string, help: string, samples: readonly Sample[]): Family => ({
  ...{ name, help, samples },
  type: 'gauge',
});

const counter = (name: string, help: string, samples: readonly Sample[]): Family => ({
  ...{ name, help, samples },
  type: 'counter',
});

/** The number of series goes by modes, models and alarms. */
export function familiesOf(observed: Observed): readonly Family[] {
  return [
    ...requestFamilies(observed),
    ...splitFamilies(observed.snapshot),
    ...trainingFamilies(observed.snapshot),
    ...checkpointFamilies(observed.snapshot),
    ...healthFamilies(observed),
  ];
}

function requestFamilies({ snapshot, modes, latencyBounds }: Observed): readonly Family[] {
  const nothing = { total: 0, errors: 0, seconds: emptyHistogram(latencyBounds) };
  const names = [...new Set([...modes, ...Object.keys(snapshot.requests)])];
  const counts = names.map((mode) => ({ labels: { mode }, counts: snapshot.requests[mode] ?? nothing }));
  return [
    counter(
      'http_requests_total',
      'Answered requests by mode, as callers report them, cancelled ones included',
      counts.map(({ labels, counts: { total } }) => ({ labels, value: total })),
    ),
    counter(
      'http_request_errors_total',
      'Requests by mode that failed or timed out, as callers report them',
      counts.map(({ labels, counts: { errors } }) => ({ labels, value: errors })),
    ),
    {
      name: 'http_request_duration_seconds',
      help: 'Latency of answered requests by mode in seconds, as callers report it, without cancelled ones',
      type: 'histogram',
      samples: counts.map(({ labels, counts: { seconds } }) => ({ labels, value: seconds })),
    },
  ];
}

function splitFamilies({ split }: Snapshot): readonly Family[] {
  if (!split) return [];
  const modes = Object.entries(split.modes);
  const of = (figure: 'target' | 'actual' | 'deviation') =>
    modes.map(([mode, share]) => ({ labels: { mode }, value: share[figure] }));
  const targets = gauge(
    'traffic_target_percent',
    'Share of the new sessions that a mode should get, 0 to 100',
    of('target'),
  );
  if (split.status === 'insufficient_data') return [targets];
  return [
    targets,
    gauge('traffic_actual_percent', 'Share of the new sessions that a mode got, 0 to 100', of('actual')),
    gauge(
      'traffic_deviation_points',
      'Points by which a mode misses its target, negative when it gets too little',
      of('deviation'),
    ),
    gauge('traffic_deviating', '1 while the split deviates from the weights, else 0', [
      { value: split.status === 'deviating' ? 1 : 0 },
    ]),
  ];
}

const TRAINING: readonly {
  readonly name: string;
  readonly help: string;
  readonly of: (training: TrainingState) => number | undefined;
}[] = [
  { name: 'ppo_entropy_coef', help: 'Entropy coefficient in use', of: (state) => state.entropyCoef },
  {
    name: 'ppo_entropy_coef_final',
    help: 'Entropy coefficient at the end of the schedule',
    of: (state) => state.entropyFinal,
  },
  { name: 'ppo_learning_rate', help: 'Learning rate in use', of: (state) => state.learningRate },
  { name: 'ppo_training_step', help: 'Newest global step of the trainer', of: (state) => state.step },
  { name: 'ppo_loss', help: 'Loss of the newest step', of: (state) => state.loss },
  { name: 'ppo_reward', help: 'Raw reward of the newest step', of: (state) => state.reward },
  {
    name: 'ppo_kl',
    help: 'KL divergence of the newest update from the policy before it',
    of: (state) => state.kl,
  },
  {
    name: 'reward_normalizer_mean',
    help: 'Mean that rewards are normalised by',
    of: (state) => state.normalizer.mean,
  },
  {
    name: 'reward_normalizer_std',
    help: 'Standard deviation that rewards are normalised by',
    of: (state) => state.normalizer.std,
  },
  {
    name: 'reward_normalizer_samples',
    help: 'Rewards in the window of the normaliser',
    of: (state) => state.normalizer.count,
  },
];

function trainingFamilies({ training, rawRewards, normalizedRewards }: Snapshot): readonly Family[] {
  const gauges = TRAINING.map(({ name, help, of }) => {
    const value = training && of(training);
    return gauge(name, `${help}, of the run that reported last`, value === undefined ? [] : [{ value }]);
  });
  return [
    ...gauges,
    {
      name: 'reward_raw',
      help: 'Rewards of all steps as trainers report them',
      type: 'histogram',
      samples: [{ value: rawRewards }],
    },
    {
      name: 'reward_normalized',
      help: 'Rewards of all steps in standard deviations from the mean of their window',
      type: 'histogram',
      samples: [{ value: normalizedRewards }],
    },
  ];
}

function checkpointFamilies({ checkpointSaves, rollbacks, bestReward }: Snapshot): readonly Family[] {
  return [
    counter('checkpoint_saves_total', 'Checkpoints committed', [{ value: checkpointSaves }]),
    counter('checkpoint_rollbacks_total', 'Rollbacks of runs to a checkpoint, by themselves and by people', [
      { value: rollbacks },
    ]),
    gauge(
      'best_model_reward',
      'Reward of the best checkpoint, of the run that committed last',
      bestReward === undefined ? [] : [{ value: bestReward }],
    ),
  ];
}

function healthFamilies({ snapshot, models, alarms, cacheHitRate }: Observed): readonly Family[] {
  const names = [...new Set([...models, ...Object.keys(snapshot.breakers)])];
  return [
    gauge(
      'circuit_breaker_state',
      'Circuit breaker of a model: 0 closed, 1 half-open, 2 open; forced ones as they act',
      names.map((model) => ({
        labels: { model },
        value: BREAKER_VALUES[snapshot.breakers[model] ?? 'closed'],
      })),
    ),
    gauge(
      'cache_hit_rate',
      'Share of cache look-ups that hit, 0 to 1, of the service behind the modes',
      cacheHitRate === undefined ? [] : [{ value: cacheHitRate }],
    ),
    gauge(
      'artisan_alarm_active',
      'Whether an alarm of CloudWatch is in ALARM: 1, else 0; read at most once a minute',
      (alarms ?? []).map(({ name, isActive }) => ({ labels: { alarm: name }, value: isActive ? 1 : 0 })),
    ),
  ];
}
