import { CloudWatchClient, DescribeAlarmsCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { loadConfig } from '../../lib/config/load-config.ts';
import { settingsInForce, weightsLabel } from '../../lib/traffic/settings.ts';
import { startArtisan, type ArtisanStack } from '../support/artisan-stack.ts';
import { until } from '../support/until.ts';

const MINUTE = 60_000;
const NAMESPACE = 'Artisan/local';
const LABEL = weightsLabel(
  settingsInForce(undefined, loadConfig({ folder: 'configs', stage: 'local' }).traffic_distribution.modes),
);

let artisan: ArtisanStack;
let cloudwatch: CloudWatchClient;
beforeAll(async () => {
  artisan = await startArtisan();
  const { awsUrl: endpoint, region, root } = artisan.stack;
  cloudwatch = new CloudWatchClient({ endpoint, region, credentials: root.credentials });
});
afterAll(async () => {
  cloudwatch.destroy();
  await artisan.stop();
});

/** As if selections had drawn so many new sessions of each mode in the last minute. */
async function draw(counts: Readonly<Record<string, number>>): Promise<void> {
  const MetricData = Object.entries(counts).map(([mode, Value]) => ({
    MetricName: 'Assignments',
    Dimensions: [
      { Name: 'AssignedMode', Value: mode },
      { Name: 'WeightsVersion', Value: LABEL },
    ],
    Timestamp: new Date(artisan.stack.clock.now()),
    StorageResolution: 1,
    Value,
  }));
  await cloudwatch.send(new PutMetricDataCommand({ Namespace: NAMESPACE, MetricData }));
}

const checksSaying = (value: 0 | 1) =>
  artisan.lines.filter((line) => line.includes(`"TrafficDeviating":${value}`)).length;

/** Lets a minute pass in which so many sessions are drawn, and waits for the check that ends it. */
async function minuteOf(counts: Readonly<Record<string, number>>): Promise<void> {
  const before = checksSaying(0) + checksSaying(1);
  await draw(counts);
  await artisan.stack.clock.advance(MINUTE);
  await until(() => checksSaying(0) + checksSaying(1) > before);
}

async function alarmState(): Promise<string | undefined> {
  const AlarmNames = ['artisan-local-TrafficDeviation'];
  const { MetricAlarms = [] } = await cloudwatch.send(new DescribeAlarmsCommand({ AlarmNames }));
  return MetricAlarms[0]?.StateValue;
}

describe('the alarm on the split of new sessions', () => {
  it('stays quiet while there are too few of them, however they are split', async () => {
    await draw({ creative: 30 });
    await artisan.stack.clock.advance(6 * MINUTE);
    await until(async () => (await alarmState()) === 'OK');

    expect(checksSaying(0) + checksSaying(1)).toBe(0);
  });

  it('stays quiet while they are split as the weights say', async () => {
    for (let minute = 0; minute < 3; minute += 1) await minuteOf({ fast: 62, balanced: 29, creative: 9 });

    expect([checksSaying(1), await alarmState()]).toEqual([0, 'OK']);
  });

  it('goes off when they are not', async () => {
    for (let minute = 0; minute < 3; minute += 1) await minuteOf({ fast: 20, balanced: 40, creative: 140 });
    await artisan.stack.clock.advance(MINUTE);

    await until(async () => (await alarmState()) === 'ALARM');
    expect(checksSaying(1)).toBeGreaterThanOrEqual(2);
  });
});
