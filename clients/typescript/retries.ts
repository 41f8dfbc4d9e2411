/** What is sent, all of it: a credential may sign it. */
export interface OutgoingRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface RetryPolicy {
  /** Tries in all. 1: no retries. */
  readonly tries: number;
  /** Tries in all while the same request is still being worked on; default: as many. */
  readonly busyTries?: number;
  /** Seconds to wait where the API does not say, doubled each time. */
  readonly firstSeconds: number;
  /** Longer waits than this are not made: the refusal is thrown at once. */
  readonly longestSeconds: number;
}

/** A request that died holds its key for 30 s, and the API says to ask each second. */
export const RETRIES: RetryPolicy = { tries: 4, busyTries: 40, firstSeconds: 0.5, longestSeconds: 20 };

/** What came of one try. Without a status nothing came back. */
export interface Outcome {
  readonly status: number | undefined;
  readonly retryAfter: string | undefined;
}

/**
 * Seconds to wait before the next try; undefined when there is to be none. 429 was not begun, so anything is sent again.
 * What may have been done already is sent again only where that does no harm: reads, and requests with a key.
 */
export function waitAfter(
  { status, retryAfter }: Outcome,
  { method, headers }: OutgoingRequest,
  { policy, tried }: { readonly policy: RetryPolicy; readonly tried: number },
): number | undefined {
  const isRepeatable = method === 'GET' || 'idempotency-key' in headers;
  const isBusy = status === 409 && retryAfter !== undefined;
  const isPassing = status === 429 || (isRepeatable && (status === undefined || status === 503 || isBusy));
  if (!isPassing || tried >= ((isBusy ? policy.busyTries : undefined) ?? policy.tries)) return undefined;
  const asked = Number(retryAfter ?? Number.NaN);
  const seconds = Number.isFinite(asked) ? Math.max(asked, 0) : policy.firstSeconds * 2 ** (tried - 1);
  return seconds <= policy.longestSeconds ? seconds : undefined;
}
