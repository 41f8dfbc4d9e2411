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
  httpApiRequest: 1 / 1_000_000,
} as const;
