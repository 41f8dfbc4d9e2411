import { API, BROKEN, CACHE, DATABASE, run } from '../support/runbooks/broken-plants.ts';
import { runOnPlant } from '../support/runbooks/run-on-plant.ts';
import { CONFIGURED, TargetPlant } from '../support/runbooks/target-plant.ts';

const { slow: SLOW, down: DOWN, exhausted: EXHAUSTED, cacheDown: CACHE_DOWN } = BROKEN;

describe('a target that a restart does not help', () => {
  it.each([
    [DATABASE, { database: 'lost' }, 'database', 240],
    [CACHE, { cache: 'lost', isWarm: false }, 'cache', 60],
  ] as const)('%s waits for it as long as it may, and fails: %j', async (id, broken, target, seconds) => {
    const ran = await run(id, broken);

    expect([ran.status, ran.error]).toEqual(['FAILED', 'TargetUnwellError']);
    expect(ran.cause).toContain(`${target}: is not well by now: ${target}: not well; it is lost`);
    expect(ran.plant.done.filter((name) => name.endsWith('restart'))).toHaveLength(1);
    expect(ran.seconds).toBeGreaterThanOrEqual(seconds - 5);
    expect(ran.seconds).toBeLessThan(seconds + 60);
  });

  it('is left bypassed, and people are told: what is behind the cache is not left to a dead one', async () => {
    const { plant, lines } = await run(CACHE, { cache: 'lost', isWarm: false });

    expect(plant.state.isBypassed).toBe(true);
    expect(lines.at(-1)).toMatchObject({ kind: 'warning', notify: 'warning' });
    expect(lines.at(-1)?.text).toContain('a person has to end the bypass once it is well');
  });
});

describe('a target that is a little better', () => {
  it.each([
    [DATABASE, 'of queries 99 % fail', { failingQueries: 0.99 }, 'DatabaseQueryErrors'],
    [DATABASE, 'of queries 6 % fail', { failingQueries: 0.06 }, 'DatabaseQueryErrors'],
    [CACHE, 'of reads 1 % are found', { hitRate: 1 }, 'CacheHitRateLow'],
    [CACHE, 'of reads 70 % are found', { hitRate: 70 }, 'CacheHitRateLow'],
  ] as const)('is not mended: %s, %s', async (id, _as, left, signal) => {
    const broken = id === CACHE ? CACHE_DOWN : EXHAUSTED;

    const { status, error, cause } = await run(id, { ...broken, ...left });

    expect([status, error]).toEqual(['FAILED', 'SignalsNotCalmError']);
    expect(cause).toContain(signal);
  });

  it.each([
    [DATABASE, 'of queries 5 % fail', { ...EXHAUSTED, failingQueries: 0.05 }],
    [CACHE, 'of reads 71 % are found', { ...CACHE_DOWN, hitRate: 71 }],
  ] as const)('is mended where it is as good as it has to be: %s, %s', async (id, _as, broken) => {
    expect((await run(id, broken)).status).toBe('SUCCEEDED');
  });
});

describe('a target that is not configured', () => {
  it.each([
    [API, SLOW, 'scale api to 8 replicas'],
    [DATABASE, DOWN, 'restart database'],
    [CACHE, CACHE_DOWN, 'send requests past cache'],
  ])('leaves %s to a person, and nothing is pretended', async (id, broken, byHand) => {
    const { status, plant, lines } = await run(id, broken, {}, {});

    const left = lines.filter(({ kind, notify }) => kind === 'warning' && notify === 'warning');
    expect([status, plant.orders]).toEqual(['FAILED', []]);
    expect(left.map(({ text }) => text).join()).toContain(`nothing is done: a person has to ${byHand}`);
  });

  it('is not restarted unasked where nothing says that it is down', async () => {
    const { webhook, ...cache } = CONFIGURED['cache'] ?? {};
    const serves = (webhook?.serves ?? []).filter((what) => what !== 'check');
    const unchecked = {
      ...CONFIGURED,
      cache: { ...cache, ...(webhook && { webhook: { ...webhook, serves } }) },
    };

    const { plant, texts } = await run(CACHE, { isWarm: false }, {}, unchecked);

    expect(plant.done).toContain('cache bypass_cache');
    expect(plant.done).not.toContain('cache restart');
    expect(texts).toContainEqual(expect.stringMatching(/^Restart Redis: not needed/));
  });

  it.each([API, DATABASE, CACHE])('is a gap in the plan of %s', async (id) => {
    const { status, gaps } = await run(id, SLOW, { mode: 'drill' }, {});

    expect(status).toBe('SUCCEEDED');
    expect(gaps).toContainEqual(expect.stringContaining('not configured in targets.yaml'));
  });
});

describe('a signal without data', () => {
  it('is no breach: nothing is scaled', async () => {
    const plant = new TargetPlant(SLOW);
    for (const metric of ['Latency', 'CpuUtilization', 'QueueLength']) plant.silent.add(metric);

    const { status, texts } = await runOnPlant(API, plant);

    expect([status, plant.orders]).toEqual(['SUCCEEDED', []]);
    expect(texts[0]).toContain('no data, which is no breach');
  });

  it.each([
    [API, SLOW, 'Latency', 'CpuUtilization', 300],
    [DATABASE, EXHAUSTED, 'QueryErrors', 'ConnectTime', 180],
    [CACHE, CACHE_DOWN, 'HitRate', 'ConnectErrors', 300],
  ] as const)(
    'is not calm: %s fails with %j and no %s, once its time is over',
    async (id, broken, metric, _other, seconds) => {
      const plant = new TargetPlant(broken);
      plant.silent.add(metric);

      const ran = await runOnPlant(id, plant);

      expect([ran.status, ran.error]).toEqual(['FAILED', 'SignalsNotCalmError']);
      expect(ran.cause).toContain('no data yet');
      expect(ran.seconds).toBeGreaterThanOrEqual(seconds);
      expect(ran.seconds).toBeLessThan(seconds + 60);
    },
  );

  it.each([
    [API, SLOW, 'CpuUtilization'],
    [DATABASE, EXHAUSTED, 'ConnectTime'],
  ] as const)('does not keep %s from mending %j where nobody needs it: %s', async (id, broken, metric) => {
    const plant = new TargetPlant(broken);
    plant.silent.add(metric);

    expect((await runOnPlant(id, plant)).status).toBe('SUCCEEDED');
  });
});
