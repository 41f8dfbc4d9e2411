import { aConfig, problemsOf } from './a-config.ts';

const MODE_NAME = 'a mode name (a lower-case letter, then up to 31 lower-case letters, digits or _)';
const DURATION = 'a duration such as 500ms, 5s, 10m, 1h or 2d, at most 366d';
const CADENCE = 'whole seconds that divide 1m (such as 10s or 30s), or whole minutes';

type Case = readonly [path: string, value: unknown, found: string, allowed: string];

const TYPES: readonly Case[] = [
  ['traffic_distribution.modes.fast', '60', '"60"', 'an integer of at least 0'],
  ['traffic_distribution.modes.fast', 60.5, '60.5', 'an integer of at least 0'],
  ['traffic_distribution.modes.fast', -1, '-1', 'an integer of at least 0'],
  ['traffic_distribution.modes.fast', NaN, 'NaN', 'an integer of at least 0'],
  ['traffic_distribution.modes.fast', Infinity, 'Infinity', 'an integer of at least 0'],
  ['traffic_distribution.modes.fast', null, 'nothing', 'an integer of at least 0'],
  ['traffic_distribution.modes.fast', true, 'true', 'an integer of at least 0'],
  ['traffic_distribution.modes.fast', [60], 'a list of 1', 'an integer of at least 0'],
  ['traffic_distribution.modes.fast', { a: 1 }, 'a map of "a"', 'an integer of at least 0'],
  [
    'traffic_distribution.modes',
    [60, 40],
    'a list of 2',
    `a map from ${MODE_NAME} to an integer of at least 0`,
  ],
  [
    'traffic_distribution.load_balancing.replicas',
    [],
    'a list of 0',
    `a map from ${MODE_NAME} to a list of replica names, each once`,
  ],
  [
    'traffic_distribution.routing.strategy',
    'random',
    '"random"',
    'one of weighted_random, round_robin, user_preference',
  ],
  ['traffic_distribution.routing.sticky_session', 'yes', '"yes"', 'true or false'],
  ['traffic_distribution.routing.sticky_ttl', '0s', '"0s"', 'whole seconds of at most 366d, such as 5s'],
  [
    'traffic_distribution.routing.sticky_ttl',
    '1500ms',
    '"1500ms"',
    'whole seconds of at most 366d, such as 5s',
  ],
  ['traffic_distribution.routing.sticky_ttl', 3600, '3600', 'whole seconds of at most 366d, such as 5s'],
  [
    'traffic_distribution.routing.weights_max_staleness',
    '6s',
    '"6s"',
    'a duration of at most 5s, such as 500ms',
  ],
  ['traffic_distribution.load_balancing.health_check_interval', '7s', '"7s"', CADENCE],
  ['traffic_distribution.load_balancing.health_check_interval', '90s', '"90s"', CADENCE],
  ['traffic_distribution.load_balancing.max_queue_size', 0, '0', 'an integer of at least 1'],
  ['traffic_distribution.load_balancing.lease_ttl', '1.5h', '"1.5h"', DURATION],
  ['traffic_distribution.load_balancing.lease_ttl', '5 s', '"5 s"', DURATION],
  ['traffic_distribution.load_balancing.lease_ttl', '5S', '"5S"', DURATION],
  ['traffic_distribution.load_balancing.lease_ttl', '367d', '"367d"', DURATION],
  [
    'traffic_distribution.load_balancing.lease_ttl',
    '9'.repeat(400) + 's',
    `"${'9'.repeat(60)}"...`,
    DURATION,
  ],
  ['traffic_distribution.monitoring.alert_deviation', 1.1, '1.1', 'a number from 0 to 1'],
  ['traffic_distribution.monitoring.p_value', 0, '0', 'a number above 0 and at most 1'],
  ['traffic_distribution.breaker.jitter', -0.1, '-0.1', 'a number from 0 to 1'],
  [
    'traffic_distribution.breaker',
    [],
    'a list of 0',
    'the keys error_rate, window, min_volume, failed_checks, restore_checks, backoff_initial, backoff_max, jitter, probe_lease',
  ],
  ['traffic_distribution.mode_models.fast', [], 'a list of 0', 'a list of models, each once'],
  [
    'traffic_distribution.mode_models.fast',
    ['mistral', 'mistral'],
    'a list of 2',
    'a list of models, each once',
  ],
  [
    'traffic_distribution.models.qwen.health_url',
    'ftp://qwen',
    '"ftp://qwen"',
    'an http or https URL without user name and password',
  ],
  [
    'traffic_distribution.models.qwen.health_url',
    'http://a:b@qwen',
    '"http://a:b@qwen"',
    'an http or https URL without user name and password',
  ],
  ['ppo_schedule.gamma', 1.01, '1.01', 'a number from 0 to 1'],
  ['ppo_schedule.learning_rate.decay_steps', 0, '0', 'an integer of at least 1'],
  ['ppo_schedule.learning_rate.decay_strategy', 'exponential', '"exponential"', 'one of linear, cosine'],
  ['ppo_schedule.batch_size', 2 ** 53, '9007199254740992', 'an integer of at least 1'],
  ['ppo_schedule.entropy_coef', null, 'nothing', 'the keys initial, final, decay_steps, decay_strategy'],
  ['reward_normalization.epsilon', 0, '0', 'a finite number above 0'],
  ['reward_normalization.bootstrap_mean', -Infinity, '-Infinity', 'a finite number'],
  ['reward_normalization.window_size', 1, '1', 'an integer of at least 2'],
  ['checkpoint_strategy.rollback.loss_spike.threshold', 1, '1', 'a finite number above 1'],
  ['checkpoint_strategy.upload_expiry', '8d', '"8d"', 'whole seconds of at most 7d, such as 5s'],
  ['checkpoint_strategy.best_model.metric', 'Reward', '"Reward"', 'one of reward, loss'],
];

describe('a value that no key takes', () => {
  it.each(TYPES)('is refused at %s: %p', (path, value, found, allowed) => {
    const files = aConfig({ [path]: value });

    const problems = problemsOf(files);

    expect(problems).toContain(
      `${path.split('.')[0] ?? ''}.yaml: ${path}: found ${found}, allowed ${allowed}`,
    );
  });
});

describe('a key', () => {
  it("has to be there when it is the guide's", () => {
    const files = aConfig({
      'ppo_schedule.gamma': undefined,
      'traffic_distribution.routing.strategy': undefined,
    });

    const problems = problemsOf(files);

    expect(problems).toEqual([
      'traffic_distribution.yaml: traffic_distribution.routing.strategy: found nothing, allowed one of weighted_random, round_robin, user_preference',
      'ppo_schedule.yaml: ppo_schedule.gamma: found nothing, allowed a number from 0 to 1',
    ]);
  });

  it('is refused when unknown, and each of several is named', () => {
    const files = aConfig({
      'reward_normalization.window': 5,
      'reward_normalization.clip': 6,
      'checkpoint_strategy.best_model.constructor': 7,
    });

    const problems = problemsOf(files);

    expect(problems).toEqual([
      ...['window', 'clip'].map(
        (key) =>
          `reward_normalization.yaml: reward_normalization.${key}: found an unknown key, allowed the keys enabled, window_size, epsilon, clip_range, update_frequency, bootstrap_size, bootstrap_mean, bootstrap_std`,
      ),
      'checkpoint_strategy.yaml: checkpoint_strategy.best_model.constructor: found an unknown key, allowed the keys metric, save_best',
    ]);
  });

  it.each(['Fast', '1st', 'fast-mode', 'a'.repeat(33), '', 'constructor', 'prototype', 'schnell\u202e'])(
    'is refused as the name of a mode: %p',
    (name) => {
      const modes = { fast: 60, balanced: 30, creative: 10, [name]: 0 };
      const files = aConfig({ 'traffic_distribution.modes': modes });

      const problems = problemsOf(files);

      expect(problems).toContainEqual(expect.stringContaining(`allowed ${MODE_NAME}`));
      expect(problems.join()).not.toContain('\u202e');
    },
  );

  it('named __proto__ changes no prototype and is refused', () => {
    const files = aConfig({
      'traffic_distribution.modes': { fast: 60, balanced: 30, creative: 10, ['__proto__']: 0 },
    });

    const problems = problemsOf(files);

    expect(problems).toContain(
      `traffic_distribution.yaml: traffic_distribution.modes.__proto__: found the name "__proto__", allowed ${MODE_NAME}`,
    );
  });
});
