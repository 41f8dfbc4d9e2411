import * as v from 'valibot';

/** `dry_run` and `drill` walk the same states, but each acting step only plans. */
export const EXECUTION_MODES = ['live', 'dry_run', 'drill'] as const;

export type ExecutionMode = (typeof EXECUTION_MODES)[number];

export const EXECUTION_STATUSES = [
  'running',
  'waiting_approval',
  'succeeded',
  'failed',
  'timed_out',
  'aborted',
] as const;

export type ExecutionStatus = (typeof EXECUTION_STATUSES)[number];

/** Why a trigger started nothing. */
export const BLOCK_REASONS = [
  'duplicate_in_progress',
  'recently_remediated',
  'consecutive_failures',
  'backoff',
  'resource_busy',
  'hourly_maximum',
] as const;

export type BlockReason = (typeof BLOCK_REASONS)[number];

const text = v.pipe(v.string(), v.nonEmpty());

/** What started an execution. */
export const executionTrigger = v.object({
  kind: v.picklist(['alarm', 'mark', 'person', 'drill']),
  /** Name of the alarm, or of the runaway's mark; the person; the drill. */
  by: text,
  /** When the alarm changed its state, the mark was made, the person asked. ISO 8601. */
  at: text,
  detail: v.exactOptional(v.string()),
});

export type ExecutionTrigger = v.InferOutput<typeof executionTrigger>;

/** Input of each runbook's state machine. Written before it is started, so that a repeated start is the same one. */
export const executionInput = v.object({
  /** A ULID, and the execution's name. Of an alarm or a mark it follows from the event: see `eventId`. */
  execution_id: text,
  runbook: text,
  mode: v.picklist(EXECUTION_MODES),
  /** What is locked: `run#<run_id>`, `model#qwen`, `database` ... */
  resource: text,
  /** Fencing token of the lock. 0 where nothing is locked: dry runs and drills. */
  fence: v.number(),
  /** Absent in dry runs and drills. */
  incident_id: v.exactOptional(text),
  trigger: executionTrigger,
  /** The runbook's inputs, for example {run_id}. */
  input: v.record(v.string(), v.unknown()),
});

export type ExecutionInput = v.InferOutput<typeof executionInput>;
