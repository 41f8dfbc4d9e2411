import {
  ListMetricsCommand,
  paginateListMetrics,
  PutMetricDataCommand,
  type ListMetricsCommandInput,
} from '@aws-sdk/client-cloudwatch';
import { refusalOf, serveCloudWatch } from './served-cloudwatch.ts';

const HOUR = 3_600_000;

let served: Awaited<ReturnType<typeof serveCloudWatch>>;
beforeEach(async () => {
  served = await serveCloudWatch();
});
afterEach(() => served.close());

const put = (Namespace: string, names: readonly string[], dimensions: Record<string, string> = {}) =>
  served.client.send(
    new PutMetricDataCommand({
      Namespace,
      MetricData: names.map((MetricName) => ({
        MetricName,
        Value: 1,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      })),
    }),
  );

async function list(input: ListMetricsCommandInput = {}) {
  const { Metrics = [] } = await served.client.send(new ListMetricsCommand(input));
  return Metrics.map(({ Namespace, MetricName, Dimensions = [] }) =>
    [Namespace, MetricName, ...Dimensions.map(({ Name, Value }) => `${Name}=${Value}`)].join(' '),
  );
}

describe('ListMetrics', () => {
  it('names every metric once, with its dimensions', async () => {
    await put('Shop', ['Latency', 'Count'], { Mode: 'fast' });
    await put('Shop', ['Latency'], { Mode: 'fast' });
    await put('Audit', ['Count']);

    expect(await list()).toEqual(['Audit Count', 'Shop Count Mode=fast', 'Shop Latency Mode=fast']);
  });

  it('filters by namespace, name and dimensions', async () => {
    await put('Shop', ['Latency', 'Count'], { Mode: 'fast', Host: 'a' });
    await put('Shop', ['Latency'], { Mode: 'slow' });
    await put('Audit', ['Count']);

    const found = await Promise.all([
      list({ Namespace: 'Audit' }),
      list({ MetricName: 'Latency' }),
      list({ Dimensions: [{ Name: 'Host' }] }),
      list({ Dimensions: [{ Name: 'Mode', Value: 'slow' }] }),
      list({ Dimensions: [{ Name: 'Mode', Value: 'slow' }, { Name: 'Host' }] }),
      list({ Namespace: 'Nowhere' }),
    ]);

    expect(found).toEqual([
      ['Audit Count'],
      ['Shop Latency Mode=fast Host=a', 'Shop Latency Mode=slow'],
      ['Shop Count Mode=fast Host=a', 'Shop Latency Mode=fast Host=a'],
      ['Shop Latency Mode=slow'],
      [],
      [],
    ]);
  });

  it('gives 500 a page, each once, though metrics come in between', async () => {
    const names = Array.from({ length: 600 }, (_, index) => `m${String(index).padStart(3, '0')}`);
    await put('Shop', names);

    const seen: (string | undefined)[] = [];
    const sizes: number[] = [];
    for await (const { Metrics = [] } of paginateListMetrics(
      { client: served.client },
      { Namespace: 'Shop' },
    )) {
      seen.push(...Metrics.map(({ MetricName }) => MetricName));
      sizes.push(Metrics.length);
      await put('Shop', ['a-new-one']);
    }

    expect(sizes).toEqual([500, 100]);
    expect(seen).toEqual(names);
  });

  it('leaves out what got no data for two weeks, or for three hours when told so', async () => {
    await put('Shop', ['Old']);
    await served.clock.advance(3 * HOUR + 1);
    await put('Shop', ['New']);

    const recent = await list({ RecentlyActive: 'PT3H' });
    const all = await list();
    await served.clock.advance(14 * 24 * HOUR - HOUR);
    const later = await list();

    expect([recent, all, later]).toEqual([['Shop New'], ['Shop New', 'Shop Old'], ['Shop New']]);
  });

  it('refuses linked accounts and a made-up token', async () => {
    const linked = await refusalOf(
      served.client.send(new ListMetricsCommand({ IncludeLinkedAccounts: true })),
    );
    const token = await refusalOf(served.client.send(new ListMetricsCommand({ NextToken: 'nonsense' })));

    expect(linked.message).toContain('IncludeLinkedAccounts is not supported');
    expect(token.name).toBe('InvalidParameterValueException');
  });
});
