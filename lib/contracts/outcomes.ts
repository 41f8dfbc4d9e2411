import * as v from 'valibot';

export const OUTCOME_STATUSES = ['ok', 'error', 'timeout', 'cancelled'] as const;

export type OutcomeStatus = (typeof OUTCOME_STATUSES)[number];

/** An outcome is taken for this long after its selection. Longer than any lease and any time-out of a model. */
export const OUTCOMES_TAKEN_FOR_MS = 15 * 60_000;

/** An hour; whoever waits longer has no latency to report. */
const LONGEST_LATENCY_MS = 3_600_000;

/** Long enough for what we give out ourselves, short enough not to be sent back at length. */
const shortText = (longest: number) =>
  v.pipe(v.string(), v.maxLength(longest, `at most ${longest} characters`));

const outcome = v.strictObject({
  selection_id: shortText(512),
  mode: shortText(64),
  model: v.optional(shortText(64)),
  status: v.picklist(OUTCOME_STATUSES),
  latency_ms: v.pipe(
    v.number(),
    v.minValue(0, 'a number of milliseconds from 0'),
    v.maxValue(LONGEST_LATENCY_MS, `at most ${LONGEST_LATENCY_MS} milliseconds`),
  ),
  lease_id: v.optional(shortText(256)),
  at: v.optional(shortText(64)),
});

/** What one caller says of one selection. Names and `at` are held against the selection later, one by one. */
export type OutcomeReport = v.InferOutput<typeof outcome>;

/** POST /v1/outcomes */
export const outcomesRequest = v.strictObject({
  outcomes: v.pipe(
    v.array(outcome),
    v.minLength(1, 'at least 1 outcome'),
    v.maxLength(500, 'at most 500 outcomes'),
  ),
});

/** Why one outcome was not taken. Part of the contract. */
export const REJECTION_CODES = [
  'unknown_selection',
  'late_outcome',
  'mode_mismatch',
  'unknown_model',
  'unknown_lease',
  'invalid_time',
  'duplicate_selection',
] as const;

export type RejectionCode = (typeof REJECTION_CODES)[number];
