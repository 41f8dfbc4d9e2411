import * as v from 'valibot';
import { jsonObject } from './json-object.ts';
import { runId, stepNumber } from './run-values.ts';
import { text } from './text.ts';

/** They are written with each batch, so they have to stay small beside the windows. */
const MAX_LABELS = 16;
const MAX_LABEL_LENGTH = 100;

const label = v.pipe(
  v.string(),
  v.regex(/^[a-z][a-z0-9_.-]{0,63}$/, 'a lower-case letter, then up to 63 letters, digits, _, . or -'),
  // valibot drops these from a record without a word.
  v.notValues(['constructor', 'prototype'], 'a name that no JavaScript object has by itself'),
);

const labelText = v.pipe(text, v.maxLength(MAX_LABEL_LENGTH, `at most ${MAX_LABEL_LENGTH} characters`));

/** POST /v1/runs */
export const runRequest = v.strictObject({
  run_id: v.exactOptional(runId),
  total_steps: v.exactOptional(v.pipe(stepNumber, v.minValue(1, '1 or more'))),
  labels: v.exactOptional(
    v.pipe(jsonObject(v.record(label, labelText)), v.maxEntries(MAX_LABELS, `at most ${MAX_LABELS} labels`)),
  ),
});

/** POST /v1/runs/{run}/directives */
export const directiveRequest = v.strictObject({
  action: v.picklist(['pause', 'resume', 'save_now', 'stop']),
  reason: text,
});

/** POST /v1/runs/{run}/acks */
export const ackRequest = v.strictObject({
  directive_id: v.pipe(v.string(), v.minLength(1, 'at least 1 character'), v.maxLength(128)),
  global_step: stepNumber,
  status: v.picklist(['done', 'failed']),
  detail: v.exactOptional(text),
});

/** POST /v1/runs/{run}/rollback */
export const rollbackRequest = v.strictObject({
  to: v.union([v.picklist(['previous', 'best', 'stable']), stepNumber]),
  reason: text,
});

/** Smaller ones cannot be stored as numbers, and train nothing. */
const SMALLEST = 1e-12;
const coefficient = v.pipe(
  v.number(),
  v.minValue(SMALLEST, `${SMALLEST} or more`),
  v.maxValue(1, 'at most 1'),
);

/** PUT /v1/runs/{run}/overrides: replaces all of them, so what is left out is not overridden any more. */
export const overridesRequest = v.strictObject({
  learning_rate: v.exactOptional(coefficient),
  clip_range: v.exactOptional(coefficient),
  entropy_coef: v.exactOptional(v.union([v.literal(0), coefficient])),
  reason: text,
});
