/** One line of a log stream, as CloudWatch Logs keeps it. */
export interface LogEvent {
  readonly logGroup: string;
  readonly logStream: string;
  /** Milliseconds since the epoch, by the stack's clock. */
  readonly timestamp: number;
  readonly message: string;
}

/** Where a function's output goes. Synchronous: when `write` returns, every subscriber has seen the line. */
export interface LogSink {
  write(event: LogEvent): void;
}

/** Sees every line as it is written, in order. Returns the unsubscribe function. A listener must not throw. */
export interface LogSource {
  subscribe(listener: (event: LogEvent) => void): () => void;
}
