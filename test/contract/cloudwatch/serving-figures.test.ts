import { pointsOf } from '../../../functions/outcomes/points.ts';
import { CloudWatchServingFigures } from '../../../lib/aws/cloudwatch-serving-figures.ts';
import { METRICS } from '../../../lib/contracts/metrics.ts';
import type { Outcome } from '../../../lib/outcomes/outcome.ts';
import { emfLine, type MetricPoint } from '../../../lib/shared/emf.ts';
import { apiMetrics } from '../../../local/stack/metrics.ts';
import { anOutcome } from '../../support/outcomes/builders.ts';
import { START, serveCloudWatch } from './served-cloudwatch.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LABEL = '1-abc';
const CACHE = { namespace: 'Targets', name: 'HitRate', dimensions: { Target: 'cache' } };

let served: Awaited<ReturnType<typeof serveCloudWatch>>;
beforeEach(async () => {
  served = await serveCloudWatch();
});
afterEach(() => served.close());

/** Of the time since START, or another. */
const read = (from = START) =>
  new CloudWatchServingFigures(served.client, { namespace: 'Artisan', cache: CACHE, apiId: 'api' }).read(
    { from, to: served.clock.now() },
    { modes: ['fast', 'creative'], weightsLabel: LABEL },
  );

/** As functions publish. */
const publish = (...points: MetricPoint[]) => {
  served.cloudWatch.ingestLogLine('log', emfLine('Artisan', served.clock.now(), points));
};

const assign = (mode: string, label = LABEL) => {
  const dimensions = { AssignedMode: mode, WeightsVersion: label };
  publish({ name: METRICS.assignments, value: 1, dimensions });
};

const answerOf = (mode: string, latencyMs: number, failed = 0) => {
  const dimensions = { Mode: mode };
  publish({ name: METRICS.outcomeErrors, value: failed, dimensions });
  publish({ name: METRICS.outcomeLatency, value: latencyMs, unit: 'Milliseconds', dimensions });
};

const request = (statusCode: number, apiId = 'api') => {
  const receivedAt = served.clock.now();
  const answered = { apiId, stage: '$default', routeKey: 'GET /', statusCode, receivedAt };
  const took = { latencyMs: 1, integrationLatencyMs: undefined, dataProcessed: 0 };
  served.cloudWatch.record(apiMetrics({ ...answered, ...took }));
};

/** What a cache reports: so many look-ups, of which these percent hit. */
const lookUps = (count: number, percent: number) => {
  const { namespace, name: metricName, dimensions } = CACHE;
  served.cloudWatch.record([
    {
      metric: { namespace, metricName, dimensions },
      ...{ unit: 'Percent', resolutionSeconds: 60, timestampMs: served.clock.now() },
      measurement: { sampleCount: count, sum: count * percent, minimum: percent, maximum: percent },
    },
  ]);
};

describe('what a window has seen of serving', () => {
  it('is nothing where nothing happened', async () => {
    await served.clock.advance(MINUTE);

    expect(await read()).toEqual({
      assigned: { fast: [], creative: [] },
      outcomes: 0,
      errors: 0,
      worstP95Seconds: {},
      latencyPeriodSeconds: 60,
      rollbacks: 0,
      minutes: { asked: 0, broken: 0 },
      cacheHitRate: undefined,
    });
  });

  it('counts assignments of the weights in force by mode, outcomes, errors and rollbacks of all', async () => {
    for (const mode of ['fast', 'fast', 'creative']) assign(mode);
    assign('fast', '0-old');
    answerOf('fast', 400);
    answerOf('creative', 900, 1);
    publish({ name: METRICS.rollbacks, value: 1 });

    const { assigned, outcomes, errors, rollbacks } = await read();

    expect(assigned).toEqual({ fast: [{ at: START, count: 2 }], creative: [{ at: START, count: 1 }] });
    expect([outcomes, errors, rollbacks]).toEqual([2, 1, 1]);
  });

  it('counts a share of errors among those that say something: whoever cancels a lot hides none', async () => {
    const ended = (count: number, status: Outcome['status']) =>
      Array.from({ length: count }, () => anOutcome({ mode: 'fast', status }));
    const outcomes = [...ended(19, 'ok'), ...ended(1, 'error'), ...ended(20, 'cancelled')];
    for (const points of pointsOf(outcomes, { accepted: 40, rejected: [] })) publish(...points);

    const { outcomes: counted, errors } = await read();

    expect([errors, counted]).toEqual([1, 20]);
  });

  it('has the worst minute of each mode, not the mean of all', async () => {
    for (const latency of [400, 3_000, 500]) {
      answerOf('fast', latency);
      await served.clock.advance(MINUTE);
    }

    const { worstP95Seconds } = await read();

    expect(Object.keys(worstP95Seconds)).toEqual(['fast']);
    expect(worstP95Seconds['fast']).toBeCloseTo(3, 1);
  });

  it('counts a minute as broken by any answer of 500 or more of the API, also of functions that never answered', async () => {
    for (const statuses of [[200, 404], [200, 503, 500], [], [504], [429]]) {
      for (const status of statuses) request(status);
      await served.clock.advance(MINUTE);
    }
    request(500, 'another');

    expect((await read()).minutes).toEqual({ asked: 4, broken: 2 });
  });

  it('weights the cache by look-ups: a minute of one miss is not half of a day', async () => {
    lookUps(1_000, 90);
    await served.clock.advance(MINUTE);
    lookUps(1, 0);

    expect((await read()).cacheHitRate).toBeCloseTo(900 / 1_001, 9);
  });
});

describe('the periods that a window is asked in', () => {
  it('are fine while CloudWatch still has fine points of all of it', async () => {
    assign('fast');
    await served.clock.advance(10_000);
    assign('fast');
    await served.clock.advance(2 * HOUR);

    expect((await read()).assigned['fast']).toEqual([
      { at: START, count: 1 },
      { at: START + 10_000, count: 1 },
    ]);
  });

  it.each([3 * HOUR - MINUTE, 3 * HOUR, 3 * HOUR + 59_000, 48 * HOUR, 14 * 24 * HOUR])(
    'are minutes from where it will not, and lose nothing: %p ms',
    async (windowMs) => {
      assign('fast');
      await served.clock.advance(10_000);
      assign('fast');
      await served.clock.advance(windowMs - 10_000);

      expect((await read()).assigned['fast']).toEqual([{ at: START, count: 2 }]);
    },
  );

  it('hold 48 parts for latencies at most, of whole minutes', async () => {
    await served.clock.advance(48 * HOUR);
    const whole = await read();
    await served.clock.advance(59_000);
    const longer = await read();

    expect([whole.latencyPeriodSeconds, longer.latencyPeriodSeconds]).toEqual([3_600, 3_660]);
  });
});
