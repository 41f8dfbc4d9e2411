import * as v from 'valibot';
import { text } from './text.ts';

/** `closed` lets requests through, `open` none, `half_open` one probe; the forced ones stand until a person ends them. */
export const BREAKER_STATES = ['closed', 'open', 'half_open', 'forced_open', 'forced_closed'] as const;

export type BreakerState = (typeof BREAKER_STATES)[number];

/** PUT /v1/breakers/{model}. `auto` ends a forced state: the breaker is closed and counts from now. */
export const breakerChange = v.strictObject({
  state: v.picklist(['forced_open', 'forced_closed', 'auto']),
  reason: text,
  /** Of `auto`: ends what a runbook has forced although the model is not known to be well again. */
  force: v.optional(v.boolean(), false),
});

export type BreakerOrder = v.InferOutput<typeof breakerChange>['state'];
