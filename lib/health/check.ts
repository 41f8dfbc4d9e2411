/** What one probe found. */
export interface ProbeAnswer {
  readonly healthy: boolean;
  /** For people: `answered 200`, `no whole answer within 5000 ms`. */
  readonly reason: string;
  readonly latencyMs: number;
}

/** One check of one model. Times are milliseconds since the epoch. */
export interface HealthCheck extends ProbeAnswer {
  readonly model: string;
  /** When the schedule asked for it: tells a repeated delivery from a new one, and old from new. */
  readonly dueAt: number;
  readonly checkedAt: number;
  /** Names this check, so that a write whose answer was lost is recognised. */
  readonly id: string;
}

/** What is known of a model's health. */
export interface ModelHealth {
  readonly healthy: boolean;
  readonly reason: string;
  readonly latencyMs: number;
  readonly consecutiveFailures: number;
  readonly consecutiveSuccesses: number;
  readonly checkedAt: number;
}
