import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import type { Breaker, ForcedOver } from '../breakers/breaker.ts';
import { BREAKER_STATES } from '../contracts/breakers.ts';

export type Item = Record<string, AttributeValue>;

const before = v.object({
  state: v.picklist(BREAKER_STATES),
  openings: v.number(),
  backoff_ms: v.number(),
  next_attempt_at: v.number(),
});

/** A model's first health check writes an item that has nothing of a transition yet. */
const breakerItem = v.object({
  model: v.string(),
  state: v.optional(v.picklist(BREAKER_STATES), 'closed'),
  generation: v.optional(v.number(), 0),
  series: v.optional(v.number(), 0),
  counted_from: v.optional(v.number(), 0),
  failed_checks: v.optional(v.number(), 0),
  openings: v.optional(v.number(), 0),
  backoff_ms: v.optional(v.number(), 0),
  next_attempt_at: v.optional(v.number(), 0),
  probe: v.exactOptional(v.object({ owner: v.string(), until: v.number() })),
  changed_by: v.exactOptional(v.string()),
  changed_at: v.exactOptional(v.string()),
  reason: v.exactOptional(v.string()),
  forced: v.exactOptional(v.object({ execution_id: v.string(), before })),
  effects: v.exactOptional(v.array(v.string())),
});

export function toBreaker(item: Item): Breaker {
  const parsed = v.parse(breakerItem, unmarshall(item));
  const { probe, changed_by: by, changed_at: at, reason, forced, effects } = parsed;
  const isChanged = by !== undefined && at !== undefined && reason !== undefined;
  return {
    model: parsed.model,
    state: parsed.state,
    generation: parsed.generation,
    series: parsed.series,
    countedFrom: parsed.counted_from,
    failedChecks: parsed.failed_checks,
    openings: parsed.openings,
    backoffMs: parsed.backoff_ms,
    nextAttemptAt: parsed.next_attempt_at,
    probe,
    ...(isChanged && { changed: { by, at: Date.parse(at), reason } }),
    ...(forced && { forced: { executionId: forced.execution_id, before: toForcedOver(forced.before) } }),
    ...(effects && { effects }),
  };
}

function toForcedOver(item: v.InferOutput<typeof before>): ForcedOver {
  const { state, openings, backoff_ms: backoffMs, next_attempt_at: nextAttemptAt } = item;
  return { state, openings, backoffMs, nextAttemptAt };
}

/** What a transition writes; undefined takes an attribute away. Checks in a row are counted beside it. */
export function attributesOf(breaker: Breaker): Readonly<Record<string, unknown>> {
  const { changed, forced, effects } = breaker;
  return {
    model: breaker.model,
    state: breaker.state,
    generation: breaker.generation,
    series: breaker.series,
    counted_from: breaker.countedFrom,
    openings: breaker.openings,
    backoff_ms: breaker.backoffMs,
    next_attempt_at: breaker.nextAttemptAt,
    probe: breaker.probe,
    changed_by: changed?.by,
    changed_at: changed && new Date(changed.at).toISOString(),
    reason: changed?.reason,
    forced: forced && { execution_id: forced.executionId, before: fromForcedOver(forced.before) },
    effects,
  };
}

function fromForcedOver({ state, openings, backoffMs, nextAttemptAt }: ForcedOver) {
  return { state, openings, backoff_ms: backoffMs, next_attempt_at: nextAttemptAt };
}
