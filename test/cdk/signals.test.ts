import { Template } from 'aws-cdk-lib/assertions';
import { signalsOf } from '../../cdk/monitoring/signals.ts';
import type { Config } from '../../lib/config/config.ts';
import { loadConfig } from '../../lib/config/load-config.ts';
import { templateOf } from '../support/built.ts';

const config = loadConfig({ folder: 'configs', stage: 'rehearsal' });

describe('a signal of alarms.yaml', () => {
  it('may not take the name of an alarm of Artisan itself', () => {
    const [signal] = Object.values(config.alarms.signals);
    const signals = { RewardRunaway: signal } as Config['alarms']['signals'];

    expect(() => signalsOf({ ...config, alarms: { ...config.alarms, signals } })).toThrow(
      'alarms.yaml names RewardRunaway',
    );
  });

  it('looks at periods that CloudWatch takes on a stage of short ones', () => {
    const template = Template.fromJSON(templateOf('rehearsal'));

    const periods = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(
      ({ Properties }) => (Properties as { Period: number }).Period,
    );

    expect(periods.filter((period) => period !== 10 && period !== 30 && period % 60 !== 0)).toEqual([]);
  });

  it('compares as it says', () => {
    const template = Template.fromJSON(templateOf('local'));

    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'artisan-local-CacheHitRateZero',
      Namespace: 'Artisan/local/Targets',
      MetricName: 'HitRate',
      Dimensions: [{ Name: 'Target', Value: 'cache' }],
      ComparisonOperator: 'LessThanOrEqualToThreshold',
      Threshold: 0,
      DatapointsToAlarm: 2,
      EvaluationPeriods: 3,
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'artisan-local-QwenErrorRate',
      ComparisonOperator: 'GreaterThanThreshold',
      Statistic: 'Average',
      Period: 300,
    });
  });
});
