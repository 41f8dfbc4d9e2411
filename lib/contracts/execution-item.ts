import * as v from 'valibot';
import { executionInput } from './runbook-execution.ts';

const text = v.pipe(v.string(), v.nonEmpty());
/** Milliseconds since the epoch. */
const time = v.number();

/** `starting`: admitted, and its state machine may not have been started yet. The API calls that running. */
export const RECORD_STATUSES = [
  'starting',
  'running',
  'succeeded',
  'failed',
  'timed_out',
  'aborted',
] as const;

export type RecordStatus = (typeof RECORD_STATUSES)[number];

const { input, ...entries } = executionInput.entries;

/** `pk = execution#<id>`, `sk = execution`; its line in the list is a copy. */
export const executionItem = v.object({
  ...entries,
  /** A number attribute holds 38 digits, an input may be any JSON. */
  input: v.pipe(v.string(), v.parseJson(), input),
  status: v.picklist(RECORD_STATUSES),
  created_at: time,
  ended_at: v.exactOptional(time),
  /** Name and cause of what ended it, where it did not succeed. */
  error: v.exactOptional(text),
  cause: v.exactOptional(v.string()),
  /** It has succeeded, and changed nothing: its first check was not met. */
  found_nothing: v.exactOptional(v.boolean()),
  /** Who stopped it over the API. */
  stop: v.exactOptional(v.object({ by: text, at: time, reason: text })),
});

export type ExecutionItem = v.InferOutput<typeof executionItem>;

/** `pk = executions#open`, `sk = <id>`: stands until everything that an ending entails is done. */
export const openExecution = v.object({
  execution_id: text,
  runbook: text,
  mode: executionInput.entries.mode,
});

export type OpenExecution = v.InferOutput<typeof openExecution>;
