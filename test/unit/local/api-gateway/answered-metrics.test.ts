import { answeredMetrics } from '../../../../local/api-gateway/answered-metrics.ts';
import type { AnsweredRequest } from '../../../../local/api-gateway/options.ts';

const answered = (changes: Partial<AnsweredRequest> = {}): AnsweredRequest => ({
  apiId: 'api',
  stage: '$default',
  routeKey: 'GET /',
  statusCode: 200,
  receivedAt: 1000,
  latencyMs: 12,
  integrationLatencyMs: 10,
  dataProcessed: 7,
  ...changes,
});

const valuesOf = (request: AnsweredRequest, dimensions: Record<string, string>) =>
  Object.fromEntries(
    answeredMetrics(request)
      .filter(({ metric }) => JSON.stringify(metric.dimensions) === JSON.stringify(dimensions))
      .map(({ metric, measurement }) => [metric.metricName, 'value' in measurement && measurement.value]),
  );

describe('the metrics of an answered request', () => {
  it('are those of HTTP APIs, for the API and for its stage', () => {
    const expected = { Count: 1, '4xx': 0, '5xx': 0, Latency: 12, IntegrationLatency: 10, DataProcessed: 7 };

    expect(valuesOf(answered(), { ApiId: 'api' })).toEqual(expected);
    expect(valuesOf(answered(), { ApiId: 'api', Stage: '$default' })).toEqual(expected);
    expect(answeredMetrics(answered()).every(({ timestampMs }) => timestampMs === 1000)).toBe(true);
  });

  it.each([
    [399, 0, 0],
    [400, 1, 0],
    [499, 1, 0],
    [500, 0, 1],
  ])('count status %d as %d client and %d server errors', (statusCode, client, server) => {
    const values = valuesOf(answered({ statusCode }), { ApiId: 'api' });

    expect(values).toMatchObject({ '4xx': client, '5xx': server });
  });

  it('say nothing of a function that was not asked', () => {
    const values = valuesOf(answered({ integrationLatencyMs: undefined }), { ApiId: 'api' });

    expect(values).not.toHaveProperty('IntegrationLatency');
  });
});
