import { aConfig, problemsOf } from './a-config.ts';

const SIGNAL = {
  severity: 'warning',
  description: 'Something is wrong',
  metric: 'Latency',
  statistic: 'p95',
  is: 'above',
  threshold: 5,
  missing_because: 'nothing was asked for',
};

const problemsOfSignal = (change: object, name = 'Trial') =>
  problemsOf(aConfig({ [`alarms.signals.${name}`]: { ...SIGNAL, ...change } }));

describe('alarms', () => {
  it('take a signal of an application, of Artisan, and of AWS', () => {
    const files = aConfig({
      'alarms.signals': {
        Trial: SIGNAL,
        Own: { ...SIGNAL, namespace: 'Artisan/{stage}', metric: 'ServerErrors' },
        Fleet: { ...SIGNAL, namespace: 'AWS/ECS', dimensions: { ClusterName: 'production' } },
      },
    });

    expect(problemsOf(files)).toEqual([]);
  });

  it('do not look at a metric of Artisan that nothing publishes', () => {
    expect(problemsOfSignal({ namespace: 'Artisan/{stage}', metric: 'Latency' })).toEqual([
      'alarms.yaml: alarms.signals.Trial.metric: found Latency, allowed a metric that Artisan publishes (lib/contracts/metrics.ts)',
    ]);
  });

  it('can be reached: no more periods breach than are looked at', () => {
    expect(problemsOfSignal({ breaching: 3, periods: 2 })).toEqual([
      'alarms.yaml: alarms.signals.Trial.breaching: found 3, allowed at most 2 (periods)',
    ]);
  });

  it.each([
    ['threshold', Infinity],
    ['threshold', '5'],
    ['is', 'below'],
    ['statistic', 'p99'],
    ['severity', 'sev1'],
    ['namespace', 'a b'],
    ['metric', ''],
    ['period', 0],
    ['missing_because', 'so'],
    ['dimensions', { Target: '' }],
  ])('are refused with the %s %j', (key, value) => {
    const problems = problemsOfSignal({ [key]: value });

    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`alarms.yaml: alarms.signals.Trial.${key}`);
  });

  it.each(['lower', 'Two words', 'With-dash', 'A'])('are refused with the name %j', (name) => {
    expect(problemsOfSignal({}, name)).toHaveLength(1);
  });
});
