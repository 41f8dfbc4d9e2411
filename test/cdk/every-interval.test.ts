import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { BackgroundFunction } from '../../cdk/constructs/background-function.ts';
import { EveryInterval } from '../../cdk/constructs/every-interval.ts';
import { FailedEvents } from '../../cdk/constructs/failed-events.ts';
import { UrlsInForce } from '../../cdk/constructs/urls-in-force.ts';
import { loadConfig } from '../../lib/config/load-config.ts';
import type { HealthUrls } from '../../lib/contracts/health.ts';
import { bundlesFolder } from '../support/built.ts';

interface Resource {
  readonly Properties: Record<string, unknown>;
}

interface Target {
  readonly InputTransformer: { readonly InputTemplate: string };
}

/** A function that is started at an interval: what its template says. */
function aTemplate(intervalMs: number, configured?: HealthUrls) {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');
  const { stage } = loadConfig({ folder: 'configs', stage: 'local' });
  const starts = new BackgroundFunction(stack, 'Prober', {
    stage,
    bundlesFolder: bundlesFolder(),
    metricsNamespace: 'Artisan/local',
    functionName: 'status',
    description: 'Probes',
    memoryMb: 256,
    timeoutSeconds: 35,
    retries: 0,
    failedEvents: new FailedEvents(stack, 'FailedEvents', { stage }),
  });
  const urls =
    configured && new UrlsInForce(stack, 'Urls', { parameter: 'Some', description: 'Some', configured });
  new EveryInterval(stack, 'Interval', { starts, intervalMs, ...(urls && { onlyIf: urls.areThere }) });
  const template = Template.fromStack(stack);
  const of = (type: string) =>
    Object.values(template.findResources(type) as Record<string, Resource>).map(
      ({ Properties }) => Properties,
    );
  return {
    template,
    rules: of('AWS::Events::Rule'),
    mappings: of('AWS::Lambda::EventSourceMapping'),
    delays: of('AWS::SQS::Queue').flatMap(({ DelaySeconds }) => DelaySeconds ?? []),
  };
}

const targetsOf = (rule: Record<string, unknown>) => rule['Targets'] as Target[];

describe('a function that is started at an interval', () => {
  it.each([
    [60_000, 'rate(1 minute)', []],
    [30_000, 'rate(1 minute)', [30]],
    [20_000, 'rate(1 minute)', [20, 40]],
    [10_000, 'rate(1 minute)', [10, 20, 30, 40, 50]],
    [300_000, 'rate(5 minutes)', []],
  ])('of %p ms is called by %s and messages after %p s', (intervalMs, rate, delays) => {
    const { rules, delays: held, mappings } = aTemplate(intervalMs);

    expect(new Set(rules.map((rule) => rule['ScheduleExpression']))).toEqual(new Set([rate]));
    expect(held).toEqual(delays);
    expect(mappings).toHaveLength(delays.length);
  });

  it('is told when each run is due', () => {
    const { rules } = aTemplate(20_000);

    const inputs = rules.flatMap(targetsOf).map(({ InputTransformer }) => InputTransformer.InputTemplate);

    expect(inputs).toEqual([0, 20, 40].map((delay) => `{"scheduled_at":<time>,"delay_seconds":${delay}}`));
  });

  it.each([1_000, 5_000, 10_000])(
    'of %p ms gives no rule more targets than EventBridge takes',
    (interval) => {
      const counts = aTemplate(interval).rules.map((rule) => targetsOf(rule).length);

      expect(Math.max(...counts)).toBeLessThanOrEqual(5);
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(60_000 / interval);
    },
  );
});

describe('what runs only while a condition holds', () => {
  it('is neither scheduled nor polled when it does not', () => {
    const { rules, mappings } = aTemplate(30_000, {});

    const [condition] = Object.values(rules[0]?.['State'] ?? {}) as [[string]];
    expect(rules[0]?.['State']).toEqual({ 'Fn::If': [condition[0], 'ENABLED', 'DISABLED'] });
    expect(mappings[0]?.['Enabled']).toEqual({ 'Fn::If': [condition[0], true, false] });
  });
});
