/** What a sandbox is started with (workerData). Everything else it knows is in its environment variables. */
export interface SandboxStart {
  readonly sharedTime: SharedArrayBuffer;
  /** One 32-bit cell: 1 when an invocation waits to be taken. The thread sleeps on it between invocations. */
  readonly wake: SharedArrayBuffer;
  /** Where V8 finds the function's code compiled, and leaves it so. */
  readonly codeCache: string | undefined;
}

export interface SandboxRequest {
  readonly requestId: string;
  /** The event, as JSON text. */
  readonly payload: string;
  readonly functionArn: string;
  readonly timeoutMs: number;
}

/** What a sandbox says, in order. Texts of `answer` and `error` are JSON. */
export type SandboxMessage =
  | { readonly type: 'log'; readonly text: string }
  | { readonly type: 'ready' }
  | { readonly type: 'answer' | 'error' | 'init-error'; readonly payload: string; readonly memoryMb: number };

/** What the caller of a failed invocation gets. */
export interface ErrorPayload {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}
