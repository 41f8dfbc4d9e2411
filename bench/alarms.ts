import type { MovableClock } from '../local/clock/clock.ts';
import { createMovableClock } from '../local/clock/movable-clock.ts';
import { createCloudWatch } from '../local/cloudwatch/cloudwatch.ts';
import type { CloudWatch } from '../local/cloudwatch/options.ts';
import type { Bench, Row } from './bench.ts';
import { median } from './statistics.ts';

const ALARMS = 500;
const SAMPLES = 100;
const PERIODS = 5;
const MINUTES = 20;
const MINUTE_MS = 60_000;
/** Of values up to 99 + 1. */
const THRESHOLD = 200;

export const alarms: Bench = {
  title: 'Local CloudWatch: alarms evaluated',
  method:
    `${ALARMS} alarms, each on a metric of its own with ${SAMPLES} different values a minute, look at ${PERIODS} periods ` +
    `of a minute (and two before them, as CloudWatch does). The clock is moved by a minute, which evaluates all of ` +
    `them: medians of ${MINUTES} such moves, after ${PERIODS + 2} to warm up and to fill the periods. No alarm changes ` +
    'its state meanwhile; that each of them is evaluated shows when all values then breach. In memory.',
  run: async () => [
    await row('Average', { Statistic: 'Average' }),
    await row('p99', { ExtendedStatistic: 'p99' }),
  ],
};

async function row(name: string, statistic: Readonly<Record<string, string>>): Promise<Row> {
  let alarming = 0;
  const clock = createMovableClock({ running: false, startAt: Date.parse('2026-01-01T00:00:00Z') });
  const cloudwatch = createCloudWatch({
    clock,
    environment: { account: '123456789012', region: 'eu-north-1' },
    onStateChange: ({ detail }) => {
      if (detail.state.value === 'ALARM') alarming += 1;
    },
  });
  provision(cloudwatch, statistic);
  const minute = minuteOf(cloudwatch, clock);
  const seconds: number[] = [];
  for (let index = 0; index < PERIODS + 2 + MINUTES; index += 1) seconds.push(await minute(1));
  for (let index = 0; index < PERIODS; index += 1) await minute(THRESHOLD + 1);
  await cloudwatch.close();
  if (alarming !== ALARMS) throw new Error(`${alarming} of ${ALARMS} alarms were evaluated`);
  return { name, figure: ALARMS / median(seconds.slice(PERIODS + 2)), unit: 'alarms/s' };
}

function provision(cloudwatch: CloudWatch, statistic: Readonly<Record<string, string>>): void {
  cloudwatch.provision(
    Array.from({ length: ALARMS }, (_, index) => ({
      logicalId: `Alarm${index}`,
      type: 'AWS::CloudWatch::Alarm',
      physicalId: `alarm-${index}`,
      properties: {
        Namespace: 'Bench',
        MetricName: `metric-${index}`,
        Period: MINUTE_MS / 1_000,
        EvaluationPeriods: PERIODS,
        Threshold: THRESHOLD,
        ComparisonOperator: 'GreaterThanThreshold',
        ...statistic,
      },
    })),
  );
}

/** Records values from `lowest` on for a minute, and answers with the seconds that its evaluation took. */
function minuteOf(cloudwatch: CloudWatch, clock: MovableClock): (lowest: number) => Promise<number> {
  return async (lowest) => {
    cloudwatch.record(
      Array.from({ length: ALARMS * SAMPLES }, (_, index) => ({
        metric: { namespace: 'Bench', metricName: `metric-${index % ALARMS}`, dimensions: {} },
        unit: 'None',
        resolutionSeconds: 60,
        timestampMs: clock.now(),
        measurement: { value: lowest + Math.floor(index / ALARMS), count: 1 },
      })),
    );
    const startedAt = performance.now();
    await clock.advance(MINUTE_MS);
    return (performance.now() - startedAt) / 1_000;
  };
}
