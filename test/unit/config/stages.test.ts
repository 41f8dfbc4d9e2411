import { stringify } from 'yaml';
import { FILES } from '../../../lib/config/files.ts';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import { aConfig, filesWith, problemsOf } from './a-config.ts';

const OWN = {
  deletion_protection: false,
  log_retention_days: 7,
  throttle: { rate_per_second: 10, burst: 20 },
  alarm_period: '60s',
  internal_addresses: [],
  vpc: { subnets: [], security_groups: [] },
};

const aStage = (overrides: object, own: unknown = OWN) => ({
  'stages/trial.yaml': stringify({ stage: own, ...overrides }),
});

const problemsOfStage = (overrides: object, own: unknown = OWN) =>
  problemsOf(filesWith(aStage(overrides, own)), 'trial');

const inStage = (text: string) => `stages/trial.yaml: ${text}`;
const SAME = 'allowed no override: a stage may only shorten durations and windows';

describe('a stage', () => {
  it('shortens durations and windows, and leaves the rest as it is', () => {
    const files = filesWith(
      aStage({
        traffic_distribution: { monitoring: { window: '2m' }, models: { qwen: { timeout: '5s' } } },
        checkpoint_strategy: { runaway: { episodes: 10 } },
      }),
    );

    const parsed = parseConfig(files, 'trial');
    const plain = parseConfig(files, 'local');

    expect(plain).toHaveProperty('config.traffic_distribution.monitoring.window', 300_000);
    expect(parsed).toHaveProperty('config.traffic_distribution.monitoring.window', 120_000);
    expect(parsed).toHaveProperty('config.traffic_distribution.monitoring.report_interval', 60_000);
    expect(parsed).toHaveProperty('config.traffic_distribution.models', {
      mistral: { timeout: 30_000 },
      llama: { timeout: 30_000 },
      qwen: { timeout: 5_000 },
    });
    expect(parsed).toHaveProperty('config.checkpoint_strategy.runaway', {
      reward_mean: 100,
      reward_std: 50,
      kl: 0.1,
      episodes: 10,
    });
    expect(parsed).toHaveProperty('config.stage.name', 'trial');
    expect(parsed).toHaveProperty('config.stage.throttle', { rate_per_second: 10, burst: 20 });
  });

  it('shortens what the shared file leaves to its default', () => {
    const files = filesWith(
      aStage({ traffic_distribution: { breaker: { window: '30s' }, models: { llama: { timeout: '1s' } } } }),
    );
    const withDefaults = aConfig(
      { 'traffic_distribution.breaker': undefined, 'traffic_distribution.models': undefined },
      files,
    );

    const parsed = parseConfig(withDefaults, 'trial');

    expect(parsed).toHaveProperty('config.traffic_distribution.breaker.window', 30_000);
    expect(parsed).toHaveProperty('config.traffic_distribution.breaker.min_volume', 20);
    expect(parsed).toHaveProperty('config.traffic_distribution.models.llama.timeout', 1_000);
    expect(parsed).toHaveProperty('config.traffic_distribution.models.qwen.timeout', 30_000);
  });

  it.each<[string, object, string]>([
    [
      'a weight',
      { traffic_distribution: { modes: { fast: 60 } } },
      `traffic_distribution.modes.fast: found 60, ${SAME}`,
    ],
    [
      'the strategy',
      { traffic_distribution: { routing: { strategy: 'round_robin' } } },
      `traffic_distribution.routing.strategy: found "round_robin", ${SAME}`,
    ],
    [
      'a threshold',
      { checkpoint_strategy: { rollback: { loss_spike: { threshold: 1.5 } } } },
      `checkpoint_strategy.rollback.loss_spike.threshold: found 1.5, ${SAME}`,
    ],
    [
      'a health URL',
      { traffic_distribution: { models: { qwen: { health_url: 'http://q' } } } },
      `traffic_distribution.models.qwen.health_url: found "http://q", ${SAME}`,
    ],
    [
      'a longer duration',
      { traffic_distribution: { monitoring: { window: '10m' } } },
      'traffic_distribution.monitoring.window: found "10m", allowed at most "5m": a stage may only shorten it',
    ],
    [
      'a longer window',
      { reward_normalization: { window_size: 1001 } },
      'reward_normalization.window_size: found 1001, allowed at most 1000: a stage may only shorten it',
    ],
    [
      'a duration that is none',
      { traffic_distribution: { monitoring: { window: 60 } } },
      'traffic_distribution.monitoring.window: found 60, allowed a duration such as 500ms, 5s, 10m, 1h or 2d, at most 366d',
    ],
    [
      'nothing',
      { traffic_distribution: { monitoring: { window: null } } },
      'traffic_distribution.monitoring.window: found nothing, allowed a duration such as 500ms, 5s, 10m, 1h or 2d, at most 366d',
    ],
    [
      'an unknown key',
      { ppo_schedule: { stalled: '1m' } },
      'ppo_schedule.stalled: found an unknown key, allowed the keys entropy_coef, learning_rate, clip_range, gamma, lambda_, batch_size, n_epochs, update_frequency, save_frequency, lr_multiplier_floor, stalled_after, ack_timeout',
    ],
    [
      'a model of its own',
      { traffic_distribution: { models: { phi: { timeout: '1s' } } } },
      'traffic_distribution.models.phi: found a name that the file does not have, allowed mistral, llama, qwen',
    ],
    [
      'a model named constructor',
      { traffic_distribution: { models: { constructor: { timeout: '1s' } } } },
      'traffic_distribution.models.constructor: found a name that the file does not have, allowed mistral, llama, qwen',
    ],
    [
      'a list for a section',
      { ppo_schedule: [] },
      'ppo_schedule: found a list of 0, allowed the keys entropy_coef, learning_rate, clip_range, gamma, lambda_, batch_size, n_epochs, update_frequency, save_frequency, lr_multiplier_floor, stalled_after, ack_timeout',
    ],
    [
      'a file that does not exist',
      { traffic: { modes: {} } },
      `traffic: found an unknown key, allowed stage, ${Object.keys(FILES).join(', ')}, runbooks`,
    ],
    [
      'windows that no longer fit',
      { traffic_distribution: { monitoring: { window: '90s' } } },
      'traffic_distribution.monitoring.window: found 90s, allowed a multiple of 1m (monitoring.report_interval)',
    ],
    [
      'a lease that a request outlives',
      {
        traffic_distribution: {
          breaker: { probe_lease: '20s' },
          models: { qwen: { timeout: '20s' }, llama: { timeout: '20s' } },
        },
      },
      'traffic_distribution.models.mistral.timeout: found 30s, allowed at most 20s (breaker.probe_lease)',
    ],
  ])('may not override %s', (_, overrides, expected) => {
    const problems = problemsOfStage(overrides);

    expect(problems).toEqual([inStage(expected)]);
  });

  it('has settings of its own, all of them required', () => {
    const problems = problemsOfStage(
      {},
      {
        deletion_protection: 'no',
        log_retention_days: 8,
        alarm_period: '15s',
        internal_addresses: ['10.0.0.0/33'],
        size: 1,
      },
    );

    expect(problems).toEqual([
      inStage(
        'stage.size: found an unknown key, allowed the keys deletion_protection, log_retention_days, throttle, alarm_period, internal_addresses, vpc',
      ),
      inStage('stage.deletion_protection: found "no", allowed true or false'),
      inStage(
        'stage.log_retention_days: found 8, allowed one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653',
      ),
      inStage('stage.throttle: found nothing, allowed the keys rate_per_second, burst'),
      inStage('stage.alarm_period: found "15s", allowed 10s, 20s, 30s or whole minutes up to 1d'),
      inStage(
        'stage.internal_addresses: found a list of 1, allowed a list of blocks of addresses, such as 10.0.0.0/16 or ::1/128',
      ),
      inStage('stage.vpc: found nothing, allowed the keys subnets, security_groups'),
    ]);
  });

  it('may not look for alarms more often than figures are reported', () => {
    const problems = problemsOfStage({}, { ...OWN, alarm_period: '10s' });

    expect(problems).toEqual([
      inStage(
        'stage.alarm_period: found 10s, allowed at least 1m (traffic_distribution.monitoring.report_interval)',
      ),
    ]);
  });

  it.each([
    ['empty', ''],
    ['without settings', 'traffic_distribution: {}'],
  ])('is refused when its file is %s', (_, text) => {
    const problems = problemsOf(filesWith({ 'stages/trial.yaml': text }), 'trial');

    expect(problems).toEqual([
      inStage(
        'stage: found nothing, allowed the keys deletion_protection, log_retention_days, throttle, alarm_period, internal_addresses, vpc',
      ),
    ]);
  });

  it.each(['staging', '../traffic_distribution', 'LOCAL', '', 'local.yaml'])(
    'that does not exist is refused with those that do: %p',
    (stage) => {
      const problems = problemsOf(filesWith({}), stage);

      expect(problems).toEqual([
        `stages/${stage}.yaml: stage: found no such stage, allowed local, prod, rehearsal`,
      ]);
    },
  );

  it('is not blamed for what the shared files have wrong, and is still checked', () => {
    const files = aConfig(
      { 'traffic_distribution.modes.fast': 59, 'ppo_schedule.save_frequency': 250 },
      filesWith(
        aStage({ traffic_distribution: { monitoring: { window: '1d' } }, ppo_schedule: { gamma: 1 } }),
      ),
    );

    const problems = problemsOf(files, 'trial').map((line) => line.split(': found')[0]);

    expect(problems).toEqual([
      'traffic_distribution.yaml: traffic_distribution.modes',
      'checkpoint_strategy.yaml: checkpoint_strategy.save_frequency',
      'stages/trial.yaml: traffic_distribution.monitoring.window',
      'stages/trial.yaml: ppo_schedule.gamma',
    ]);
  });

  it('is checked although the file it overrides is no YAML', () => {
    const files = filesWith({
      ...aStage({ traffic_distribution: { models: { qwen: { timeout: '1s' } }, modes: { fast: 1 } } }),
      'traffic_distribution.yaml': 'a: [',
    });

    const problems = problemsOf(files, 'trial').map((line) => line.split(': found')[0]);

    expect(problems).toEqual([
      'traffic_distribution.yaml: line 1, column 5',
      'stages/trial.yaml: traffic_distribution.modes.fast',
    ]);
  });

  it.each([
    [{ subnets: ['subnet-0a1b2c3d'], security_groups: [] }],
    [{ subnets: [], security_groups: ['sg-0a1b2c3d'] }],
  ])('has subnets and security groups, or neither: not %j', (vpc) => {
    expect(problemsOfStage({}, { ...OWN, vpc })).toEqual([
      inStage('stage.vpc: found one list that is empty, allowed both lists with ids, or both empty'),
    ]);
  });

  it('names its subnets by their ids, each once', () => {
    const vpc = { subnets: ['subnet-0a1b2c3d', 'subnet-0a1b2c3d'], security_groups: ['web'] };

    expect(problemsOfStage({}, { ...OWN, vpc })).toEqual([
      inStage('stage.vpc.subnets: found a list of 2, allowed a list of subnets, such as [subnet-0a1b2c3d]'),
      inStage(
        'stage.vpc.security_groups: found a list of 1, allowed a list of security groups, such as [sg-0a1b2c3d]',
      ),
    ]);
  });
});
