import { describe, expect, it } from '@jest/globals';
import type { AnsweredRequest } from '../../../../local/api-gateway/options.ts';
import type { MetricPoint } from '../../../../local/cloudwatch/metrics/metric-point.ts';
import type { InvocationRecord } from '../../../../local/lambda/lambda-options.ts';
import { apiMetrics, executionMetrics, lambdaMetrics } from '../../../../local/stack/metrics.ts';

const valuesOf = (points: readonly MetricPoint[]) =>
  Object.fromEntries(
    points.map(({ metric, measurement }) => [
      metric.metricName,
      'value' in measurement ? measurement.value : undefined,
    ]),
  );

const aRecord = (change: Partial<InvocationRecord> = {}): InvocationRecord => ({
  functionName: 'fn',
  startedAt: 1_000,
  outcome: 'success',
  durationMs: 12.5,
  concurrent: 2,
  ...change,
});

describe("a function's metrics", () => {
  it('say what an invocation took', () => {
    const points = lambdaMetrics(aRecord());

    expect(valuesOf(points)).toEqual({
      Invocations: 1,
      Errors: 0,
      Throttles: 0,
      Duration: 12.5,
      ConcurrentExecutions: 2,
    });
    expect(points[0]).toMatchObject({
      metric: { namespace: 'AWS/Lambda', dimensions: { FunctionName: 'fn' } },
      timestampMs: 1_000,
    });
  });

  it('count errors', () => {
    expect(valuesOf(lambdaMetrics(aRecord({ outcome: 'error' })))).toMatchObject({
      Invocations: 1,
      Errors: 1,
    });
  });

  it('do not count what was throttled as an invocation', () => {
    const points = lambdaMetrics(aRecord({ outcome: 'throttled', durationMs: undefined }));

    expect(valuesOf(points)).toEqual({ Throttles: 1 });
  });
});

describe("an API's metrics", () => {
  const anAnswer = (statusCode: number): AnsweredRequest => ({
    apiId: 'api',
    stage: '$default',
    routeKey: 'GET /a',
    statusCode,
    receivedAt: 5,
    latencyMs: 9,
    integrationLatencyMs: 7,
    dataProcessed: 100,
  });

  it.each([
    [200, 0, 0],
    [404, 1, 0],
    [503, 0, 1],
  ])('count %d as 4xx: %d, 5xx: %d', (statusCode, clientErrors, serverErrors) => {
    expect(valuesOf(apiMetrics(anAnswer(statusCode)))).toEqual({
      Count: 1,
      '4xx': clientErrors,
      '5xx': serverErrors,
      Latency: 9,
      IntegrationLatency: 7,
      DataProcessed: 100,
    });
  });

  it('stand for the API and for its stage', () => {
    const dimensions = new Set(
      apiMetrics(anAnswer(200)).map(({ metric }) => JSON.stringify(metric.dimensions)),
    );

    expect([...dimensions]).toEqual(['{"ApiId":"api"}', '{"ApiId":"api","Stage":"$default"}']);
  });
});

describe("a state machine's metrics", () => {
  const anEvent = (status: string) => ({
    source: 'aws.states',
    detailType: 'Step Functions Execution Status Change',
    resources: [],
    detail: { status, stateMachineArn: 'arn' },
  });

  it.each([
    ['RUNNING', { ExecutionsStarted: 1 }],
    ['FAILED', { ExecutionsFailed: 1 }],
    ['TIMED_OUT', { ExecutionsTimedOut: 1 }],
    ['PENDING_REDRIVE', {}],
  ])('of an execution that is %s are %j', (status, expected) => {
    expect(valuesOf(executionMetrics(anEvent(status), 3))).toEqual(expected);
  });
});
