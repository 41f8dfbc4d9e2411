import { usedCost } from '../../../../bench/replay.ts';
import { createCount } from '../../../../bench/replay/counted.ts';
import { PRICES } from '../../../../lib/cost/prices.ts';

const NOTHING = {
  ...{ invocations: 0, gbSeconds: 0, writeUnits: 0, readUnits: 0, metricReads: 0, logBytes: 0 },
  ...{ s3Writes: 0, s3Reads: 0, transitions: 0 },
};
const call = (operation: string, output: unknown, input = {}) => ({
  ...{ action: `x:${operation}`, operation, caller: 'arn:role', input, output },
});

describe('what a launch has used', () => {
  it('adds up calls and lines as they come', () => {
    const count = createCount();

    count.onCall(call('PutItem', { ConsumedCapacity: { CapacityUnits: 2 } }));
    count.onCall(call('Query', { ConsumedCapacity: { CapacityUnits: 0.5 } }));
    count.onCall(call('GetMetricData', {}, { MetricDataQueries: [{}, {}, {}] }));
    count.onLine('REPORT RequestId: 1\tBilled Duration: 100 ms\tMemory Size: 512 MB');
    count.onLine('é');
    for (const operation of [
      'PutObject',
      'UploadPart',
      'ListObjectsV2',
      'GetObject',
      'HeadObject',
      'DeleteObject',
    ])
      count.onS3Call(operation);

    expect(count.counted()).toEqual({
      ...{ writeUnits: 2, readUnits: 0.5, metricReads: 3, invocations: 1, gbSeconds: 0.05 },
      ...{ s3Writes: 3, s3Reads: 2 },
      logBytes: 'REPORT RequestId: 1\tBilled Duration: 100 ms\tMemory Size: 512 MB'.length + 2 + 2 * 26,
    });
  });

  it.each([
    ['invocations', 1e6, 1e6 * (PRICES.lambdaRequest + PRICES.httpApiRequest)],
    ['gbSeconds', 10, 10 * PRICES.lambdaGbSecond],
    ['writeUnits', 1e6, 1e6 * PRICES.dynamoDbWriteUnit],
    ['readUnits', 1e6, 1e6 * PRICES.dynamoDbReadUnit],
    ['metricReads', 1e3, 1e3 * PRICES.metricRead],
    ['logBytes', 1e9, PRICES.logGb],
    ['s3Writes', 1e3, 1e3 * PRICES.s3Write],
    ['s3Reads', 1e3, 1e3 * PRICES.s3Read],
    ['transitions', 18, 18 * PRICES.stateTransition],
  ])('costs the price of %s', (what, used, cost) => {
    expect(usedCost({ ...NOTHING, [what]: used })).toBeCloseTo(cost, 12);
    expect(cost).toBeGreaterThan(0);
  });
});
