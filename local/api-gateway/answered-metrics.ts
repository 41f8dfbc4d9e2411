import type { MetricPoint } from '../cloudwatch/metrics/metric-point.ts';
import type { AnsweredRequest } from './options.ts';

type Unit = MetricPoint['unit'];

/**
 * What API Gateway says of a request in the namespace AWS/ApiGateway, for the API and for its stage.
 * Source: "Monitor CloudWatch metrics for HTTP APIs in API Gateway".
 */
export function answeredMetrics(answered: AnsweredRequest): MetricPoint[] {
  const { apiId: ApiId, stage: Stage, statusCode, integrationLatencyMs } = answered;
  const values: readonly (readonly [string, number, Unit])[] = [
    ['Count', 1, 'Count'],
    // 0 for the others, so that the average is the error rate.
    ['4xx', Number(statusCode >= 400 && statusCode < 500), 'Count'],
    ['5xx', Number(statusCode >= 500), 'Count'],
    ['Latency', answered.latencyMs, 'Milliseconds'],
    ['DataProcessed', answered.dataProcessed, 'Bytes'],
    ...(integrationLatencyMs === undefined
      ? []
      : [['IntegrationLatency', integrationLatencyMs, 'Milliseconds'] as const]),
  ];
  return [{ ApiId }, { ApiId, Stage }].flatMap((dimensions) =>
    values.map(([metricName, value, unit]) => ({
      metric: { namespace: 'AWS/ApiGateway', metricName, dimensions },
      unit,
      resolutionSeconds: 60,
      timestampMs: answered.receivedAt,
      measurement: { value, count: 1 },
    })),
  );
}
