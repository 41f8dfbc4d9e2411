export interface Invocation {
  /** The handler's answer, or the error object of a failed run, as JSON text. */
  readonly payload: string;
  /** Set when the function failed; `payload` then holds {errorType, errorMessage, trace?}. */
  readonly functionError?: 'Unhandled';
  readonly requestId: string;
}

/** Runs functions. Throws AwsError ResourceNotFoundException or TooManyRequestsException (429). */
export interface Invoker {
  /** `functionName` may be a name, an ARN, or either with a qualifier. `payload` is JSON text. */
  invoke(functionName: string, payload: string): Promise<Invocation>;
}

/** Takes an event and answers at once; retries and dead letters are the function's affair (invocation type `Event`). */
export interface AsyncInvoker {
  /** Throws AwsError ResourceNotFoundException or RequestTooLargeException; throttling is retried, never thrown. */
  invokeAsync(functionName: string, payload: string): { readonly requestId: string };
}
