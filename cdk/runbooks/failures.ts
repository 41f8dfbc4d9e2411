/**
 * What a caught error is kept as. The cause of a function's error is JSON text with its message in it, of all others the
 * message, if there is any.
 */
const FAILURE = {
  error: '{% $states.errorOutput.Error %}',
  cause:
    '{% ($cause := $states.errorOutput.Cause; ' +
    '$message := $exists($cause) and $substring($cause, 0, 1) = "{" ? $parse($cause).errorMessage; ' +
    '$exists($message) ? $message : $exists($cause) ? $cause : "No more is known.") %}',
} as const;

/** Any error leads there, and is kept as `$failure`. */
export function catchAll(next: string): readonly object[] {
  return [{ ErrorEquals: ['States.ALL'], Assign: { failure: FAILURE }, Next: next }];
}

/** These ones lead there, and are kept as `$failure`. */
export function catchSome(names: readonly string[], next: string): readonly object[] {
  return [{ ErrorEquals: names, Assign: { failure: FAILURE }, Next: next }];
}

/** What a Fail state ends with: the error that stopped the runbook, and what could not be taken back. */
export const FAILED = {
  Type: 'Fail',
  Error: '{% $failure.error %}',
  Cause: '{% $failure.cause & $untaken %}',
} as const;
