import * as v from 'valibot';
import { text } from './text.ts';

/** `closed` lets requests through, `open` none, `half_open` one probe; the forced ones stand until a person ends them. */
export const BREAKER_STATES = ['closed', 'open', 'half_open', 'forced_open', 'forced_closed'] as const;

export type BreakerState = (typeof BREAKER_STATES)[number];

/** PUT /v1/breakers/{model}. `auto` ends a forced state: the breaker is closed and counts from now. */
export const breakerChange = v.strictObject({
  state: v.picklist(['forced_open', 'forced_closed', 'auto']),
  reason: text,
});

export type BreakerOrder = v.InferOutput<typeof breakerChange>['state'];

export interface BreakerAnswer {
  readonly model: string;
  readonly state: BreakerState;
  readonly generation: number;
  /** Share of failures (0..1) of the answers in the window; 0 when there are none. */
  readonly error_rate: number;
  /** Answers in the window. */
  readonly volume: number;
  /** Health checks failed in a row. */
  readonly consecutive_failures: number;
  /** When the next probe may go; present while open. */
  readonly next_attempt_at?: string;
  /** Who forced it; present while forced. */
  readonly owner?: string;
  readonly reason?: string;
  readonly changed_by?: string;
  readonly changed_at?: string;
}
