import * as v from 'valibot';
import { DECISION_WAYS } from './approval-item.ts';

/** Why a decision was not taken. */
export const REFUSAL_REASONS = [
  'not_in_pool',
  'not_an_approver',
  'own_request',
  'plan_changed',
  'already_decided',
  'expired',
  'not_waiting',
] as const;

export type RefusalReason = (typeof REFUSAL_REASONS)[number];

export const DECISIONS = ['approve', 'reject'] as const;

export type Decision = (typeof DECISIONS)[number];

/** `sk = audit#<id>` beside its approval: who did what, or tried to. Only ever added. */
export const auditLine = v.object({
  /** A ULID: oldest first. A repeated one is the same line. */
  id: v.string(),
  /** Milliseconds since the epoch. */
  at: v.number(),
  actor: v.string(),
  via: v.picklist([...DECISION_WAYS, 'system']),
  outcome: v.picklist(['asked', 'approved', 'rejected', 'expired', 'refused']),
  /** What was asked for, where it was refused. */
  decision: v.exactOptional(v.picklist(DECISIONS)),
  reason: v.exactOptional(v.picklist(REFUSAL_REASONS)),
  comment: v.exactOptional(v.string()),
});

export type AuditLine = v.InferOutput<typeof auditLine>;
