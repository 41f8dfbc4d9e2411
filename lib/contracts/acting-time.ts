import { STEP_FUNCTION_SECONDS } from './step-function.ts';
import { timingOf } from './step-timing.ts';

/** Of a try: the function starts, reads and writes the table, and its answer travels back. */
const AROUND_SECONDS = 3;

/**
 * How long after its start a function may still begin to act. Whatever it began later could come after the state machine
 * has given up the try, and has gone on to what follows a failure.
 */
export function actingMs(timeoutSeconds: number): number {
  const seconds = Math.min(
    timingOf({ timeout_seconds: timeoutSeconds, poll_seconds: 1 }).trySeconds,
    STEP_FUNCTION_SECONDS,
  );
  return Math.max(seconds - AROUND_SECONDS, seconds / 2) * 1_000;
}

/** The shortest time-out of a step whose tries give a function so long to act. Undefined where none does. */
export function timeoutFor(milliseconds: number): number | undefined {
  const seconds = Math.ceil(milliseconds / 1_000) + AROUND_SECONDS;
  return seconds > STEP_FUNCTION_SECONDS ? undefined : 2 * seconds + 1;
}
