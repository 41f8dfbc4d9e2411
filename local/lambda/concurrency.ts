import { AwsError } from '../aws-endpoint/aws-error.ts';

/** "Understanding Lambda function scaling": the default quota of an account. */
const ACCOUNT_LIMIT = 1_000;

export interface ConcurrencyOptions {
  readonly accountLimit?: number | undefined;
  /** Reserved concurrency by function name. */
  readonly reserved: ReadonlyMap<string, number>;
}

/** Counts invocations that run. */
export interface Concurrency {
  /** Returns how to leave. Throws TooManyRequestsException when the function, or the account, is at its limit. */
  enter(functionName: string): () => void;
  inFlight(functionName: string): number;
}

export function createConcurrency({
  accountLimit = ACCOUNT_LIMIT,
  reserved,
}: ConcurrencyOptions): Concurrency {
  const unreservedLimit = accountLimit - [...reserved.values()].reduce((sum, count) => sum + count, 0);
  if (unreservedLimit < 0) {
    throw new Error(`The functions reserve more concurrency than the account has (${accountLimit})`);
  }
  const running = new Map<string, number>();
  let unreserved = 0;

  return {
    inFlight: (name) => running.get(name) ?? 0,
    enter: (name) => {
      const own = reserved.get(name);
      const count = running.get(name) ?? 0;
      if (own === undefined && unreserved >= unreservedLimit) throw throttled('Concurrent');
      if (own !== undefined && count >= own) throw throttled('ReservedFunctionConcurrent');
      running.set(name, count + 1);
      if (own === undefined) unreserved += 1;
      return () => {
        running.set(name, (running.get(name) ?? 1) - 1);
        if (own === undefined) unreserved -= 1;
      };
    },
  };
}

function throttled(limit: string): AwsError {
  return new AwsError('TooManyRequestsException', 'Rate Exceeded.', {
    statusCode: 429,
    fields: { Reason: `${limit}InvocationLimitExceeded` },
  });
}
