import type { Config } from '../../../lib/config/config.ts';
import { parseConfig } from '../../../lib/config/parse-config.ts';
import type { Contents } from '../../../lib/config/source/shared-files.ts';
import { aConfig, filesWith } from './a-config.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

function configOf(files: Contents, stage: string): Config {
  const parsed = parseConfig(files, stage);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.config;
}

const prod = () => configOf(filesWith({}), 'prod');

describe('the shipped configuration', () => {
  it('splits traffic as the tuning guide says', () => {
    expect(prod().traffic_distribution).toEqual({
      modes: { fast: 60, balanced: 30, creative: 10 },
      routing: {
        strategy: 'weighted_random',
        sticky_session: true,
        fallback_mode: 'fast',
        sticky_ttl: HOUR,
        weights_max_staleness: 5 * SECOND,
      },
      load_balancing: {
        algorithm: 'least_connections',
        health_check_interval: 30 * SECOND,
        max_queue_size: 100,
        lease_ttl: 120 * SECOND,
        replicas: {},
      },
      monitoring: {
        report_interval: MINUTE,
        alert_deviation: 0.1,
        window: 5 * MINUTE,
        min_samples: 100,
        p_value: 0.001,
      },
      downshift: { creative: 'balanced', balanced: 'fast' },
      mode_models: {
        fast: ['mistral'],
        balanced: ['mistral', 'llama'],
        creative: ['qwen', 'mistral', 'llama'],
      },
      models: {
        mistral: { timeout: 30 * SECOND },
        llama: { timeout: 30 * SECOND },
        qwen: { timeout: 30 * SECOND },
      },
      breaker: {
        error_rate: 0.5,
        window: 5 * MINUTE,
        min_volume: 20,
        failed_checks: 3,
        restore_checks: 3,
        backoff_initial: 10 * SECOND,
        backoff_max: 5 * MINUTE,
        jitter: 0.2,
        probe_lease: 30 * SECOND,
      },
    });
  });

  it('schedules PPO as the tuning guide says', () => {
    expect(prod().ppo_schedule).toEqual({
      entropy_coef: { initial: 0.02, final: 0.005, decay_steps: 10_000, decay_strategy: 'linear' },
      learning_rate: { initial: 0.0003, final: 0.0001, decay_steps: 10_000, decay_strategy: 'cosine' },
      clip_range: 0.2,
      gamma: 0.99,
      lambda_: 0.95,
      batch_size: 64,
      n_epochs: 4,
      update_frequency: 500,
      save_frequency: 500,
      lr_multiplier_floor: 0.1,
      stalled_after: 10 * MINUTE,
      ack_timeout: 5 * MINUTE,
    });
  });

  it('normalises rewards as the tuning guide says', () => {
    expect(prod().reward_normalization).toEqual({
      enabled: true,
      window_size: 1_000,
      epsilon: 1e-8,
      clip_range: 10,
      update_frequency: 1,
      bootstrap_size: 100,
      bootstrap_mean: 3,
      bootstrap_std: 1,
    });
  });

  it('keeps checkpoints as the tuning guide says', () => {
    expect(prod().checkpoint_strategy).toEqual({
      save_frequency: 500,
      max_checkpoints: 20,
      rollback: {
        enabled: true,
        loss_spike: { threshold: 2, window: 100, baseline_window: 1_000 },
        reward_drop: { threshold: 0.5, window: 100, baseline_window: 1_000 },
        rollback_steps: 1,
        max_rollbacks: 3,
        min_sigmas: 2,
        min_shift: 1e-6,
      },
      best_model: { metric: 'reward', save_best: true },
      stability: { kl_threshold: 0.03, reward_min: 10, reward_max: 20 },
      runaway: { reward_mean: 100, reward_std: 50, kl: 0.1, episodes: 100 },
      kl_warning: 0.05,
      reward_ceiling: 50,
      upload_expiry: HOUR,
      orphan_age: 24 * HOUR,
    });
  });

  it('asks people for an hour, and counts only what they decide', () => {
    expect(prod().approvals).toEqual({
      timeout: HOUR,
      warn_before: 15 * MINUTE,
      accept_raw_callbacks: false,
      watch_interval: MINUTE,
    });
  });

  it('calls the entropy coefficient right that a trainer takes once an update', () => {
    const { expectations, ppo_schedule } = prod();
    const { initial, final, decay_steps } = ppo_schedule.entropy_coef;

    const fallInAnUpdate = (ppo_schedule.update_frequency * (initial - final)) / decay_steps;

    expect(fallInAnUpdate).toBeCloseTo(0.00075, 9);
    expect(expectations.training.entropy_tolerance).toBeGreaterThan(fallInAnUpdate);
    expect(expectations.training.entropy_tolerance).toBeLessThan(2 * fallInAnUpdate);
  });

  it('is protected from deletion in production only', () => {
    const protectedStages = ['local', 'rehearsal', 'prod'].filter(
      (stage) => configOf(filesWith({}), stage).stage.deletion_protection,
    );

    expect(protectedStages).toEqual(['prod']);
  });

  it('differs between local and production in the stage settings alone', () => {
    const { stage: local, ...localFiles } = configOf(filesWith({}), 'local');
    const { stage: production, ...productionFiles } = prod();

    expect(local.name).toBe('local');
    expect(production.name).toBe('prod');
    expect(localFiles).toEqual(productionFiles);
  });

  it('looks every 10 s in rehearsal, through shorter windows', () => {
    const { stage, traffic_distribution: traffic } = configOf(filesWith({}), 'rehearsal');

    expect(stage.alarm_period).toBe(10 * SECOND);
    expect(stage.throttle).toEqual({ rate_per_second: 1_000, burst: 2_000 });
    expect(traffic.monitoring).toMatchObject({ report_interval: 10 * SECOND, window: MINUTE });
    expect(traffic.modes).toEqual(prod().traffic_distribution.modes);
  });
});

describe("the tuning guide's own files, without any of our keys", () => {
  it('give the same configuration', () => {
    const ours = [
      'traffic_distribution.routing.sticky_ttl',
      'traffic_distribution.routing.weights_max_staleness',
      'traffic_distribution.load_balancing.lease_ttl',
      'traffic_distribution.load_balancing.replicas',
      'traffic_distribution.monitoring.window',
      'traffic_distribution.monitoring.min_samples',
      'traffic_distribution.monitoring.p_value',
      'traffic_distribution.downshift',
      'traffic_distribution.mode_models',
      'traffic_distribution.models',
      'traffic_distribution.breaker',
      'ppo_schedule.lr_multiplier_floor',
      'ppo_schedule.stalled_after',
      'ppo_schedule.ack_timeout',
      'checkpoint_strategy.rollback.min_sigmas',
      'checkpoint_strategy.rollback.min_shift',
      'checkpoint_strategy.stability',
      'checkpoint_strategy.runaway',
      'checkpoint_strategy.kl_warning',
      'checkpoint_strategy.reward_ceiling',
      'checkpoint_strategy.upload_expiry',
      'checkpoint_strategy.orphan_age',
    ];

    const config = configOf(aConfig(Object.fromEntries(ours.map((path) => [path, undefined]))), 'prod');

    expect(config).toEqual(prod());
  });
});
