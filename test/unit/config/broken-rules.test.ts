import { aConfig, problemsOf } from './a-config.ts';

type Case = readonly [title: string, values: Readonly<Record<string, unknown>>, problems: readonly string[]];

const traffic = (text: string) => `traffic_distribution.yaml: traffic_distribution.${text}`;
const ppo = (text: string) => `ppo_schedule.yaml: ppo_schedule.${text}`;
const rewards = (text: string) => `reward_normalization.yaml: reward_normalization.${text}`;
const checkpoints = (text: string) => `checkpoint_strategy.yaml: checkpoint_strategy.${text}`;

const seventeen = Object.fromEntries(
  Array.from({ length: 17 }, (_, index) => [`m${index}`, index === 0 ? 100 : 0]),
);

const CASES: readonly Case[] = [
  [
    'weights below 100',
    { 'traffic_distribution.modes.fast': 59 },
    [traffic('modes: found weights that sum to 99, allowed weights that sum to 100')],
  ],
  [
    'weights of zero',
    { 'traffic_distribution.modes': { fast: 0, balanced: 0, creative: 0 } },
    [traffic('modes: found weights that sum to 0, allowed weights that sum to 100')],
  ],
  [
    'no modes',
    {
      'traffic_distribution.modes': {},
      'traffic_distribution.mode_models': {},
      'traffic_distribution.downshift': {},
    },
    [
      traffic('modes: found 0 modes, allowed 1 to 16 modes'),
      traffic('modes: found weights that sum to 0, allowed weights that sum to 100'),
      traffic('routing.fallback_mode: found "fast", allowed none: none is declared'),
    ],
  ],
  [
    'seventeen modes',
    {
      'traffic_distribution.modes': seventeen,
      'traffic_distribution.routing.fallback_mode': 'm0',
      'traffic_distribution.downshift': {},
      'traffic_distribution.mode_models': Object.fromEntries(
        Object.keys(seventeen).map((mode) => [mode, ['qwen']]),
      ),
    },
    [traffic('modes: found 17 modes, allowed 1 to 16 modes')],
  ],
  [
    'an unknown fallback',
    { 'traffic_distribution.routing.fallback_mode': 'slow' },
    [traffic('routing.fallback_mode: found "slow", allowed one of fast, balanced, creative')],
  ],
  [
    'replicas of an unknown mode',
    { 'traffic_distribution.load_balancing.replicas': { slow: ['a'] } },
    [traffic('load_balancing.replicas.slow: found "slow", allowed one of fast, balanced, creative')],
  ],
  [
    'downshifts from and to unknown modes',
    { 'traffic_distribution.downshift': { slow: 'fast', creative: 'turbo' } },
    [
      traffic('downshift.slow: found "slow", allowed one of fast, balanced, creative'),
      traffic('downshift.creative: found "turbo", allowed one of fast, balanced, creative'),
    ],
  ],
  [
    'a downshift to itself',
    { 'traffic_distribution.downshift': { fast: 'fast' } },
    [traffic('downshift.fast: found the cycle fast -> fast, allowed a way down that ends')],
  ],
  [
    'a cycle, told once, with a way that leads into it',
    { 'traffic_distribution.downshift': { creative: 'fast', fast: 'balanced', balanced: 'fast' } },
    [
      traffic(
        'downshift.balanced: found the cycle balanced -> fast -> balanced, allowed a way down that ends',
      ),
    ],
  ],
  [
    'a mode without models',
    { 'traffic_distribution.mode_models.fast': undefined },
    [traffic('mode_models.fast: found nothing, allowed a list of models, each once')],
  ],
  [
    'models of an unknown mode',
    { 'traffic_distribution.mode_models.slow': ['qwen'] },
    [traffic('mode_models.slow: found "slow", allowed one of fast, balanced, creative')],
  ],
  [
    'models that are not declared',
    { 'traffic_distribution.mode_models.fast': ['gpt', 'qwen', 'phi'] },
    [
      traffic('mode_models.fast: found "gpt", allowed one of mistral, llama, qwen'),
      traffic('mode_models.fast: found "phi", allowed one of mistral, llama, qwen'),
    ],
  ],
  [
    'a window shorter than its reports',
    { 'traffic_distribution.monitoring.window': '30s' },
    [traffic('monitoring.window: found 30s, allowed a multiple of 1m (monitoring.report_interval)')],
  ],
  [
    'a window that is no multiple of its reports',
    { 'traffic_distribution.monitoring.window': '90s' },
    [traffic('monitoring.window: found 90s, allowed a multiple of 1m (monitoring.report_interval)')],
  ],
  [
    'a breaker window of broken buckets',
    { 'traffic_distribution.breaker.window': '15s' },
    [traffic('breaker.window: found 15s, allowed a multiple of 10s (one bucket of outcomes)')],
  ],
  [
    'a backoff that shrinks',
    { 'traffic_distribution.breaker.backoff_initial': '6m' },
    [traffic('breaker.backoff_initial: found 6m, allowed at most 5m (breaker.backoff_max)')],
  ],
  [
    'a time-out longer than both leases',
    { 'traffic_distribution.models': { mistral: {}, llama: {}, qwen: {}, 'qwen2.5': { timeout: '3m' } } },
    [
      traffic('models."qwen2.5".timeout: found 3m, allowed at most 30s (breaker.probe_lease)'),
      traffic('models."qwen2.5".timeout: found 3m, allowed at most 2m (load_balancing.lease_ttl)'),
    ],
  ],
  [
    'entropy that rises',
    { 'ppo_schedule.entropy_coef.final': 0.03 },
    [ppo('entropy_coef.final: found 0.03, allowed at most 0.02 (entropy_coef.initial)')],
  ],
  [
    'a learning rate that rises',
    { 'ppo_schedule.learning_rate.initial': 0.00005 },
    [ppo('learning_rate.final: found 0.0001, allowed at most 0.00005 (learning_rate.initial)')],
  ],
  [
    'a bootstrap longer than its window',
    { 'reward_normalization.bootstrap_size': 1001 },
    [rewards('bootstrap_size: found 1001, allowed at most 1000 (window_size)')],
  ],
  [
    'loss windows without a baseline',
    { 'checkpoint_strategy.rollback.loss_spike.window': 1000 },
    [
      checkpoints(
        'rollback.loss_spike.baseline_window: found 1000, allowed above 1000 (rollback.loss_spike.window)',
      ),
    ],
  ],
  [
    'reward windows without a baseline',
    { 'checkpoint_strategy.rollback.reward_drop.baseline_window': 99 },
    [
      checkpoints(
        'rollback.reward_drop.baseline_window: found 99, allowed above 100 (rollback.reward_drop.window)',
      ),
    ],
  ],
  [
    'a rollback to what is not kept',
    { 'checkpoint_strategy.rollback.rollback_steps': 20 },
    [checkpoints('rollback.rollback_steps: found 20, allowed below 20 (max_checkpoints)')],
  ],
  [
    'a stable range upside down',
    { 'checkpoint_strategy.stability.reward_min': 20 },
    [checkpoints('stability.reward_min: found 20, allowed below 20 (stability.reward_max)')],
  ],
  [
    'warnings that come too late',
    { 'checkpoint_strategy.kl_warning': 0.2, 'checkpoint_strategy.reward_ceiling': 101 },
    [
      checkpoints('kl_warning: found 0.2, allowed at most 0.1 (runaway.kl)'),
      checkpoints('reward_ceiling: found 101, allowed at most 100 (runaway.reward_mean)'),
    ],
  ],
  [
    'a stable KL that is warned about',
    { 'checkpoint_strategy.stability.kl_threshold': 0.06 },
    [checkpoints('stability.kl_threshold: found 0.06, allowed at most 0.05 (kl_warning)')],
  ],
  [
    'a sweep of uploads still running',
    { 'checkpoint_strategy.orphan_age': '1h' },
    [checkpoints('orphan_age: found 1h, allowed above 1h (upload_expiry)')],
  ],
  [
    'save frequencies that disagree',
    { 'ppo_schedule.save_frequency': 250 },
    [checkpoints('save_frequency: found 500, allowed exactly 250 (ppo_schedule.save_frequency)')],
  ],
];

describe('keys that do not fit together', () => {
  it.each(CASES)('are refused: %s', (_, values, expected) => {
    const files = aConfig(values);

    const problems = problemsOf(files);

    expect(problems).toEqual(expected);
  });

  it('are found beside mistakes in other keys of the same section', () => {
    const files = aConfig({
      'traffic_distribution.modes': { fast: 'x', balanced: 30 },
      'traffic_distribution.monitoring.window': '30s',
      'traffic_distribution.monitoring.typo': 1,
      'traffic_distribution.monitoring.alert_deviation': 2,
      'ppo_schedule.save_frequency': 250,
    });

    const problems = problemsOf(files).map((line) => line.split(': found')[0]);

    expect(problems).toEqual([
      traffic('modes.fast'),
      traffic('monitoring.typo'),
      traffic('monitoring.alert_deviation'),
      traffic('downshift.creative'),
      traffic('mode_models.creative'),
      traffic('monitoring.window'),
      checkpoints('save_frequency'),
    ]);
  });
});

describe('keys that fit', () => {
  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['a fallback of weight 0', { 'traffic_distribution.modes': { fast: 0, balanced: 90, creative: 10 } }],
    ['no downshifts', { 'traffic_distribution.downshift': {} }],
    [
      'one checkpoint while rollback is off',
      { 'checkpoint_strategy.max_checkpoints': 1, 'checkpoint_strategy.rollback.enabled': false },
    ],
    ['a constant schedule', { 'ppo_schedule.entropy_coef.final': 0.02 }],
    ['replicas', { 'traffic_distribution.load_balancing.replicas': { fast: ['fast-1', 'fast-2'] } }],
    [
      'a health URL',
      { 'traffic_distribution.models.qwen.health_url': 'https://qwen.internal:8443/health?deep=1' },
    ],
  ])('are taken: %s', (_, values) => {
    const files = aConfig(values);

    const problems = problemsOf(files);

    expect(problems).toEqual([]);
  });
});
