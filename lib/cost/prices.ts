/**
 * US dollars in us-east-1, on demand, without the free tier. Source: the pricing pages of each service, November 2026;
 * look again before you print a figure that somebody budgets by.
 */
export const PRICES = {
  /** Standard workflows, a state transition. */
  stateTransition: 0.025 / 1_000,
  lambdaRequest: 0.2 / 1_000_000,
  /** arm64. */
  lambdaGbSecond: 0.0000133334,
  dynamoDbWriteUnit: 0.625 / 1_000_000,
  dynamoDbReadUnit: 0.125 / 1_000_000,
  dynamoDbGbMonth: 0.25,
  httpApiRequest: 1 / 1_000_000,
  /** PUT, COPY, POST and LIST; parts of an upload are each one. */
  s3Write: 0.005 / 1_000,
  /** GET and all others. */
  s3Read: 0.0004 / 1_000,
  s3GbMonth: 0.023,
  sqsRequest: 0.4 / 1_000_000,
  /** A metric of one's own, by the hour in which it is published; the first 10,000. */
  metricMonth: 0.3,
  alarmMonth: 0.1,
  /** With a period below a minute. */
  highResolutionAlarmMonth: 0.3,
  dashboardMonth: 3,
  /** GetMetricData, a metric that is asked for. */
  metricRead: 0.01 / 1_000,
  logGb: 0.5,
  logGbMonth: 0.03,
} as const;
