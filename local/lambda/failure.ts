/** How an invocation failed, as the caller and the report of the invocation tell it. */
export interface Failure {
  readonly status: 'error' | 'timeout';
  /** Set when Lambda itself ended the invocation; undefined for what the handler threw. */
  readonly platformError?: string;
  /** {errorType, errorMessage, trace?} as JSON text. */
  readonly payload: string;
}

/** What the handler threw. */
export const thrown = (payload: string): Failure => ({ status: 'error', payload });

/** These and the next: "Troubleshoot invocation issues in Lambda", and the payloads that Lambda answers with. */
export function timedOut(requestId: string, timeoutSeconds: number): Failure {
  const reason = `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
  return {
    ...platformFailure('Sandbox.Timedout', `RequestId: ${requestId} Error: ${reason}`),
    status: 'timeout',
  };
}

export function outOfMemory(requestId: string): Failure {
  const reason = 'Runtime exited with error: signal: killed';
  return platformFailure('Runtime.OutOfMemory', `RequestId: ${requestId} Error: ${reason}`);
}

export function exited(requestId: string, exitCode: number): Failure {
  const reason =
    exitCode === 0
      ? 'Runtime exited without providing a reason'
      : `Runtime exited with error: exit status ${exitCode}`;
  return platformFailure('Runtime.ExitError', `RequestId: ${requestId} Error: ${reason}`);
}

/** The largest answer of a buffered invocation. */
const MOST_RESPONSE_BYTES = 6_291_556;

/** Undefined when the answer is small enough to be passed on. */
export function tooLarge(payload: string): Failure | undefined {
  // No character takes more than three bytes in UTF-8: most answers need not be measured.
  const fits = payload.length * 3 <= MOST_RESPONSE_BYTES || Buffer.byteLength(payload) <= MOST_RESPONSE_BYTES;
  return fits
    ? undefined
    : platformFailure(
        'Function.ResponseSizeTooLarge',
        `Response payload size exceeded maximum allowed payload size (${MOST_RESPONSE_BYTES} bytes).`,
      );
}

function platformFailure(errorType: string, errorMessage: string): Failure {
  return {
    status: 'error',
    platformError: errorType,
    payload: JSON.stringify({ errorType, errorMessage }),
  };
}
