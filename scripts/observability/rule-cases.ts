/** What a rule has to make of series: some that must fire, some that lie just below. Values in promtool's notation. */
export interface RuleCase {
  readonly alert: string;
  readonly says: string;
  /** One value a minute, by series. */
  readonly series: Readonly<Record<string, string>>;
  readonly at: string;
  /** Labels of the alert beside its severity; absent when it must not fire. */
  readonly fires?: Readonly<Record<string, string>>;
}

const ENTROPY_STUCK = {
  ppo_entropy_coef: '0.01x180',
  ppo_training_step: '0+10x180',
  ppo_entropy_coef_final: '0.005x180',
  checkpoint_rollbacks_total: '0x180',
};

/** Of the rules that signals bring themselves; a test asks for both kinds of each. */
export const RULE_CASES: readonly RuleCase[] = [
  {
    alert: 'CheckpointRollback',
    says: 'fires on one rollback',
    series: { checkpoint_rollbacks_total: '0 0 0 1 1 1' },
    at: '5m',
    fires: {},
  },
  {
    alert: 'CheckpointRollback',
    says: 'is over five minutes after it',
    series: { checkpoint_rollbacks_total: '0 0 0 1x20' },
    at: '15m',
  },
  {
    alert: 'FrequentRollbacks',
    says: 'fires when every hour has had two for an hour',
    series: { checkpoint_rollbacks_total: '0x9 1x19 2x19 3x19 4x19 5x19 6x19 7x30' },
    at: '1h45m',
    fires: {},
  },
  {
    alert: 'FrequentRollbacks',
    says: 'does not fire on one in each hour',
    series: { checkpoint_rollbacks_total: '0x9 1x69 2x69 3x60' },
    at: '3h20m',
  },
  {
    alert: 'PPOEntropyNotDecreasing',
    says: 'fires when the coefficient stands still for an hour and a half while steps grow',
    series: ENTROPY_STUCK,
    at: '95m',
    fires: {},
  },
  {
    alert: 'PPOEntropyNotDecreasing',
    says: 'does not fire while it falls',
    series: { ...ENTROPY_STUCK, ppo_entropy_coef: '0.02-0.00005x180' },
    at: '2h',
  },
  {
    alert: 'PPOEntropyNotDecreasing',
    says: 'does not fire when nothing is trained',
    series: { ...ENTROPY_STUCK, ppo_training_step: '500x180' },
    at: '2h',
  },
  {
    alert: 'PPOEntropyNotDecreasing',
    says: 'does not fire at the end of the schedule',
    series: { ...ENTROPY_STUCK, ppo_entropy_coef: '0.005x180' },
    at: '2h',
  },
  {
    alert: 'PPOEntropyNotDecreasing',
    says: 'does not fire within an hour of a rollback',
    series: { ...ENTROPY_STUCK, checkpoint_rollbacks_total: '0x70 1x110' },
    at: '2h',
  },
  {
    alert: 'BreakerOpen',
    says: 'fires when a breaker is half-open or open for two minutes',
    series: {
      'circuit_breaker_state{instance="prod", model="qwen"}': '0 0 2 1 2 2 2',
      'circuit_breaker_state{instance="prod", model="llama"}': '0x6',
      'circuit_breaker_state{instance="test", model="qwen"}': '0x6',
    },
    at: '5m',
    fires: { instance: 'prod', model: 'qwen' },
  },
  {
    alert: 'BreakerOpen',
    says: 'lets one that closes again at once pass',
    series: { 'circuit_breaker_state{model="qwen"}': '0 0 2 0 0 0 0' },
    at: '3m',
  },
  {
    alert: 'TrafficDeviation',
    says: 'fires when the split has deviated for two minutes',
    series: { traffic_deviating: '0 0 1 1 1 1' },
    at: '5m',
    fires: {},
  },
  {
    alert: 'TrafficDeviation',
    says: 'does not fire while it holds',
    series: { traffic_deviating: '0x10' },
    at: '10m',
  },
  {
    alert: 'ScrapesFailing',
    says: 'fires when a stage does not answer',
    series: { 'up{job="artisan", instance="prod"}': '0x10' },
    at: '6m',
    fires: { job: 'artisan', instance: 'prod' },
  },
  {
    alert: 'ScrapesFailing',
    says: 'fires when a stage answers, and does not say which alarms are on',
    series: {
      'up{job="artisan", instance="prod"}': '1x10',
      'up{job="artisan", instance="test"}': '1x10',
      'artisan_alarm_active{job="artisan", instance="test", alarm="DrillGaps"}': '0x10',
    },
    at: '6m',
    fires: { job: 'artisan', instance: 'prod' },
  },
  {
    alert: 'ScrapesFailing',
    says: 'fires when nothing is scraped at all',
    series: {},
    at: '6m',
    fires: {},
  },
  {
    alert: 'ScrapesFailing',
    says: 'does not fire while stages say which alarms are on',
    series: {
      'up{job="artisan", instance="prod"}': '1x10',
      'artisan_alarm_active{job="artisan", instance="prod", alarm="DrillGaps"}': '1x10',
      'artisan_alarm_active{job="artisan", instance="prod", alarm="KlWarning"}': '0x10',
    },
    at: '6m',
  },
  {
    alert: 'ScrapesFailing',
    says: 'lets a scrape or two fail',
    series: {
      'up{job="artisan", instance="prod"}': '1 1 0 0 1x10',
      'artisan_alarm_active{job="artisan", instance="prod", alarm="DrillGaps"}': '0 0 stale _ 0x10',
    },
    at: '9m',
  },
];
