import * as v from 'valibot';
import { jsonObject } from './json-object.ts';
import { EXECUTION_MODES, EXECUTION_STATUSES } from './runbook-execution.ts';
import { pageQuery } from './page-query.ts';
import { text } from './text.ts';

const MAX_INPUTS = 16;

const inputName = v.pipe(
  v.string(),
  v.regex(/^[a-z][a-z0-9_]{0,63}$/, 'a lower-case letter, then up to 63 letters, digits or _'),
  // valibot drops these from a record without a word.
  v.notValues(['constructor', 'prototype'], 'a name that no JavaScript object has by itself'),
);

const inputValue = v.union([
  v.pipe(text, v.maxLength(256, 'at most 256 characters')),
  v.pipe(v.number(), v.finite()),
  v.boolean(),
]);

/** POST /v1/runbooks/{id}/executions */
export const executionRequest = v.strictObject({
  mode: v.picklist(EXECUTION_MODES),
  input: v.exactOptional(
    v.pipe(
      jsonObject(v.record(inputName, inputValue)),
      v.maxEntries(MAX_INPUTS, `at most ${MAX_INPUTS} inputs`),
    ),
  ),
  reason: text,
});

/** POST /v1/executions/{id}/stop */
export const stopRequest = v.strictObject({ reason: text });

/** GET /v1/executions */
export const executionsQuery = v.strictObject({
  ...pageQuery,
  runbook: v.optional(v.pipe(v.string(), v.maxLength(128, 'the id of a runbook'))),
  status: v.optional(v.picklist(EXECUTION_STATUSES)),
});
