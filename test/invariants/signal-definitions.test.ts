import * as v from 'valibot';
import { signalsJson } from '../../cdk/runbooks/signals-json.ts';
import { loadConfig } from '../../lib/config/load-config.ts';
import { signalDefinitions, SIGNALS_FILE } from '../../lib/contracts/signal-definitions.ts';
import { theTemplate } from './the-template.ts';

const COMPARISONS = {
  at_least: 'GreaterThanOrEqualToThreshold',
  above: 'GreaterThanThreshold',
  at_most: 'LessThanOrEqualToThreshold',
} as const;

const stage = 'local';
const config = loadConfig({ folder: 'configs', stage });
const signals = v.parse(
  signalDefinitions,
  JSON.parse(signalsJson(config, `Artisan/${stage}`)[SIGNALS_FILE] ?? ''),
);

/** What CloudWatch looks at, in the words of the template. */
const alarms = new Map(
  theTemplate(stage)
    .ofType('AWS::CloudWatch::Alarm')
    .map(({ properties }) => [String(properties['AlarmName']).replace(`artisan-${stage}-`, ''), properties]),
);

describe('what runbooks verify by', () => {
  it('is every alarm', () => {
    expect(signals.map(({ name }) => name).sort()).toEqual([...alarms.keys()].sort());
  });

  it.each(signals)('is the very definition of the alarm: $name', (signal) => {
    const { statistic, dimensions } = signal;
    const alarm = alarms.get(signal.name) ?? {};

    expect(alarm).toMatchObject({
      Namespace: signal.namespace,
      MetricName: signal.metric,
      [statistic.startsWith('p') ? 'ExtendedStatistic' : 'Statistic']: statistic,
      ComparisonOperator: COMPARISONS[signal.comparison],
      Threshold: signal.threshold,
      Period: signal.period_seconds,
      EvaluationPeriods: signal.periods,
      DatapointsToAlarm: signal.breaching,
    });
    const given = (alarm['Dimensions'] ?? []) as { Name: string; Value: string }[];
    expect(Object.fromEntries(given.map(({ Name, Value }) => [Name, Value]))).toEqual(dimensions);
  });
});
