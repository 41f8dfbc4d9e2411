import type { AnsweredRequest } from '../api-gateway/options.ts';
import type { MetricPoint } from '../cloudwatch/metrics/metric-point.ts';
import type { ServiceEvent } from '../events/event-bridge-api.ts';
import type { QueueDepth } from '../sqs/depth.ts';
import type { InvocationRecord } from '../lambda/lambda-options.ts';

/** "Types of metrics for Lambda functions": those of invocation, performance and concurrency that exist here. */
export function lambdaMetrics(record: InvocationRecord): readonly MetricPoint[] {
  const { functionName, startedAt, outcome, durationMs, concurrent } = record;
  const point = pointAt('AWS/Lambda', { FunctionName: functionName }, startedAt);
  if (outcome === 'throttled') return [point('Throttles', 1, 'Count')];
  return [
    point('Invocations', 1, 'Count'),
    point('Errors', outcome === 'error' ? 1 : 0, 'Count'),
    point('Throttles', 0, 'Count'),
    point('Duration', durationMs ?? 0, 'Milliseconds'),
    point('ConcurrentExecutions', concurrent, 'Count'),
  ];
}

/** "Monitoring HTTP APIs with CloudWatch metrics". */
export function apiMetrics(answered: AnsweredRequest): readonly MetricPoint[] {
  const { apiId, stage, statusCode, receivedAt, latencyMs, integrationLatencyMs } = answered;
  return [{ ApiId: apiId }, { ApiId: apiId, Stage: stage }].flatMap((dimensions) => {
    const point = pointAt('AWS/ApiGateway', dimensions, receivedAt);
    return [
      point('Count', 1, 'Count'),
      point('4xx', statusCode >= 400 && statusCode < 500 ? 1 : 0, 'Count'),
      point('5xx', statusCode >= 500 ? 1 : 0, 'Count'),
      point('Latency', latencyMs, 'Milliseconds'),
      ...(integrationLatencyMs === undefined
        ? []
        : [point('IntegrationLatency', integrationLatencyMs, 'Milliseconds')]),
      point('DataProcessed', answered.dataProcessed, 'Bytes'),
    ];
  });
}

/** "Available CloudWatch metrics for Amazon SQS": how many messages wait. AWS stops for queues that lie idle for hours. */
export function queueMetrics({
  queueName,
  at,
  visible,
  inFlight,
  delayed,
}: QueueDepth): readonly MetricPoint[] {
  const point = pointAt('AWS/SQS', { QueueName: queueName }, at);
  return [
    point('ApproximateNumberOfMessagesVisible', visible, 'Count'),
    point('ApproximateNumberOfMessagesNotVisible', inFlight, 'Count'),
    point('ApproximateNumberOfMessagesDelayed', delayed, 'Count'),
  ];
}

const EXECUTION_METRICS: Readonly<Record<string, string>> = {
  RUNNING: 'ExecutionsStarted',
  SUCCEEDED: 'ExecutionsSucceeded',
  FAILED: 'ExecutionsFailed',
  TIMED_OUT: 'ExecutionsTimedOut',
  ABORTED: 'ExecutionsAborted',
};

/** "Monitoring Step Functions metrics using Amazon CloudWatch": how executions begin and end. */
export function executionMetrics({ detail, time }: ServiceEvent, now: number): readonly MetricPoint[] {
  const { status, stateMachineArn } = detail;
  const metricName = typeof status === 'string' ? EXECUTION_METRICS[status] : undefined;
  if (metricName === undefined || typeof stateMachineArn !== 'string') return [];
  return [pointAt('AWS/States', { StateMachineArn: stateMachineArn }, time ?? now)(metricName, 1, 'Count')];
}

const pointAt =
  (namespace: string, dimensions: Readonly<Record<string, string>>, timestampMs: number) =>
  (metricName: string, value: number, unit: MetricPoint['unit']): MetricPoint => ({
    metric: { namespace, metricName, dimensions },
    unit,
    resolutionSeconds: 60,
    timestampMs,
    measurement: { value, count: 1 },
  });
