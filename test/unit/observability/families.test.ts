import { familiesOf, type Observed } from '../../../lib/observability/families.ts';
import { prometheusText } from '../../../lib/observability/prometheus-text.ts';
import { aSnapshot } from '../../support/observability/a-snapshot.ts';

const observed = (change: Partial<Observed> = {}): Observed => ({
  snapshot: aSnapshot(),
  modes: ['fast', 'balanced'],
  models: ['mistral', 'qwen'],
  latencyBounds: [0.5, 1],
  alarms: [{ name: 'BreakerOpen', isActive: true }],
  cacheHitRate: 0.9,
  ...change,
});

const linesOf = (change?: Partial<Observed>) =>
  prometheusText(familiesOf(observed(change)))
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

const NOTHING = aSnapshot({
  requests: {},
  breakers: {},
  training: undefined,
  checkpointSaves: 0,
  bestReward: undefined,
  split: undefined,
});

describe('the metrics', () => {
  it('begin at 0 for every configured mode and model, so that an increase has something to begin from', () => {
    const lines = linesOf({ snapshot: NOTHING, alarms: undefined, cacheHitRate: undefined });

    expect(lines).toEqual(
      expect.arrayContaining([
        'http_requests_total{mode="fast"} 0',
        'http_request_errors_total{mode="balanced"} 0',
        'http_request_duration_seconds_count{mode="balanced"} 0',
        'circuit_breaker_state{model="mistral"} 0',
        'checkpoint_saves_total 0',
        'checkpoint_rollbacks_total 0',
      ]),
    );
  });

  it('say nothing of what nobody knows', () => {
    const lines = linesOf({ snapshot: NOTHING, alarms: undefined, cacheHitRate: undefined });

    expect(lines.filter((line) => /^(ppo_|best_|cache_|traffic_|artisan_|.*NaN)/.test(line))).toEqual([]);
  });

  it('say how breakers act, forced ones too', () => {
    const breakers = {
      a: 'closed',
      b: 'half_open',
      c: 'open',
      d: 'forced_open',
      e: 'forced_closed',
    } as const;

    const lines = linesOf({ models: [], snapshot: aSnapshot({ breakers }) });

    expect(lines.filter((line) => line.startsWith('circuit'))).toEqual(
      Object.entries({ a: 0, b: 1, c: 2, d: 2, e: 0 }).map(
        ([model, value]) => `circuit_breaker_state{model="${model}"} ${value}`,
      ),
    );
  });

  it('give the target alone while there are too few new sessions', () => {
    const { split } = aSnapshot();

    const lines = linesOf({
      snapshot: aSnapshot({ split: split && { ...split, status: 'insufficient_data' } }),
    });

    expect(lines.filter((line) => line.startsWith('traffic_'))).toEqual([
      'traffic_target_percent{mode="fast"} 60',
      'traffic_target_percent{mode="balanced"} 30',
      'traffic_target_percent{mode="creative"} 10',
    ]);
  });

  it('count a mode that is configured no more as long as it has been answered by', () => {
    expect(linesOf({ modes: ['balanced'] })).toContain('http_requests_total{mode="fast"} 100');
  });

  it('have the names that dashboards know', () => {
    const names = new Set(linesOf().map((line) => line.replace(/(_bucket|_sum|_count)?[{ ].*/, '')));

    expect([...names]).toEqual(
      expect.arrayContaining([
        ...['http_requests_total', 'http_request_duration_seconds', 'ppo_entropy_coef', 'ppo_learning_rate'],
        ...['ppo_training_step', 'ppo_loss', 'ppo_reward', 'ppo_kl', 'reward_normalizer_mean'],
        ...['reward_normalizer_std', 'reward_raw', 'reward_normalized', 'checkpoint_saves_total'],
        ...['checkpoint_rollbacks_total', 'best_model_reward', 'circuit_breaker_state', 'cache_hit_rate'],
      ]),
    );
  });
});
