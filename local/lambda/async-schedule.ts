import type { InvokeConfig } from './invoke-config.ts';

/** One try: an answer, a function error, or `throttled`, which is no try. */
export type Attempt = { readonly payload: string; readonly functionError: boolean } | 'throttled';

/** How far an event has come. */
export interface Progress {
  readonly tries: number;
  readonly throttles: number;
  /** The last try's result; undefined when there was none. */
  readonly last: Exclude<Attempt, 'throttled'> | undefined;
}

export type NextStep =
  { readonly end: 'Success' | 'RetriesExhausted' | 'EventAgeExceeded' } | { readonly waitMs: number };

export const NOT_TRIED: Progress = { tries: 0, throttles: 0, last: undefined };

/** "How Lambda handles errors and retries with asynchronous invocation": after the first and after the second error. */
const RETRY_AFTER_MS = [60_000, 120_000];
const THROTTLED_FIRST_MS = 1_000;
const THROTTLED_MOST_MS = 5 * 60 * 1_000;

export function advance({ tries, throttles, last }: Progress, attempt: Attempt): Progress {
  return attempt === 'throttled'
    ? { tries, throttles: throttles + 1, last }
    : { tries: tries + 1, throttles: 0, last: attempt };
}

export function nextStep(
  { tries, throttles, last }: Progress,
  { mostRetries, mostAgeMs }: InvokeConfig,
  ageMs: number,
): NextStep {
  if (throttles === 0 && last?.functionError === false) return { end: 'Success' };
  if (tries > mostRetries) return { end: 'RetriesExhausted' };
  const waitMs =
    throttles > 0
      ? Math.min(THROTTLED_FIRST_MS * 2 ** (throttles - 1), THROTTLED_MOST_MS)
      : (RETRY_AFTER_MS[tries - 1] ?? 0);
  return ageMs + waitMs > mostAgeMs ? { end: 'EventAgeExceeded' } : { waitMs };
}
