import { STEP_FUNCTION_SECONDS } from './step-function.ts';

/** Of a step or a compensation, as its runbook gives it. */
export interface Timed {
  readonly timeout_seconds: number;
  readonly poll_seconds: number;
}

/** How a step's state machine tries it, so that no kind of failure is tried for longer than the step may take. */
export interface StepTiming {
  /** Of one try. */
  readonly trySeconds: number;
  /** Looks for what has not come about yet: the last one when the time is over, and it fails by itself. */
  readonly polls: number;
  /** Further tries after one that took all its time. */
  readonly slowRetries: number;
  /** Further tries after 1, 2, 4 s for what passes by itself. */
  readonly quickRetries: number;
  /** Beyond this nothing of it can be going on. */
  readonly slowestSeconds: number;
}

/** 5 s after Lambda's: it is Lambda that ends a try. */
const LONGEST_TRY_SECONDS = STEP_FUNCTION_SECONDS + 5;
/** A cold start takes 1 to 2 s, three attempts at a slow table 1.7 s. */
const SHORTEST_TRY_SECONDS = 5;

const MOST_QUICK_RETRIES = 3;

/** Asked once, and twice more when the plan changed meanwhile or a raw callback did not count. */
export const MOST_ASKINGS = 3;

/**
 * Delays of polls: polls x poll_seconds <= timeout. Tries that take all their time, and a second between them:
 * (slowRetries + 1) x (trySeconds + 1) - 1 <= timeout. Delays of quick retries: 2^n - 1 <= timeout. All three at once end within the sum of them and of their tries.
 */
export function timingOf({ timeout_seconds: timeout, poll_seconds: poll }: Timed): StepTiming {
  const halved = Math.max(Math.floor((timeout - 1) / 2), SHORTEST_TRY_SECONDS);
  const trySeconds = Math.min(LONGEST_TRY_SECONDS, halved, timeout);
  const quickRetries = Math.min(MOST_QUICK_RETRIES, Math.floor(Math.log2(timeout + 1)));
  return {
    trySeconds,
    polls: Math.floor(timeout / poll),
    slowRetries: Math.floor((timeout + 1) / (trySeconds + 1)) - 1,
    quickRetries,
    slowestSeconds: 2 * timeout + 2 ** quickRetries - 1 + (quickRetries + 1) * trySeconds,
  };
}

/** Its record closes the task; the state's own end only stands behind it. */
const ASK_MARGIN_SECONDS = 300;
/** Of reading what has become of an approval, and of a line in the incident. */
export const ASIDE: Timed = { timeout_seconds: 60, poll_seconds: 60 };

export function askSeconds(approvalTimeoutSeconds: number): number {
  return approvalTimeoutSeconds + ASK_MARGIN_SECONDS;
}
