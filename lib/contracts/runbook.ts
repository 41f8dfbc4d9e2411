import * as v from 'valibot';
import { SEVERITIES } from './incident-item.ts';

const text = v.pipe(v.string(), v.nonEmpty());
const seconds = v.pipe(v.number(), v.integer(), v.minValue(1));

/** Literal values, and JSONata between `{% %}`: `$execution` is the input, `$<step id>` the output of an earlier step. */
const inputs = v.record(v.string(), v.unknown());

const compensation = v.object({ id: text, name: text, action: text, inputs, timeout_seconds: seconds });

export const runbookStep = v.object({
  /** snake_case: also the variable that later steps find its output under. */
  id: text,
  /** A short sentence: the name of its state. */
  name: text,
  action: text,
  inputs,
  /** Of everything, waiting for what it caused included. */
  timeout_seconds: seconds,
  /** A person approves its plan before it acts. */
  approval: v.boolean(),
  /** `stop`: compensate and end FAILED. `continue`: say so in the incident and go on. */
  on_failure: v.picklist(['stop', 'continue']),
  /** Of a check that is not met: end without having acted, or end FAILED. */
  on_unmet: v.exactOptional(v.picklist(['end', 'fail'])),
  /** What takes back this step's effect when a later one stops the runbook. Newest effect first. */
  compensation: v.array(compensation),
});

/** A runbook as CDK, the dispatcher and the API read it: checked, defaults filled in, durations in seconds. */
export const runbook = v.object({
  id: text,
  title: text,
  severity: v.picklist(SEVERITIES),
  automation: v.picklist(['automatic', 'semi_automatic']),
  expected_recovery_seconds: seconds,
  timeout_seconds: seconds,
  components: v.array(text),
  /** What is locked. `{name}` stands for an input: `run#{run_id}`. */
  resource: text,
  /** What a person gives who starts it by hand; an alarm's trigger gives the same. */
  inputs: v.record(v.string(), v.object({ description: text })),
  triggers: v.array(
    v.object({
      /** Name in the table of alarms, without the stage. */
      alarm: text,
      /** `marked_run`: one execution for each run that is marked, with {run_id}. */
      for_each: v.exactOptional(v.literal('marked_run')),
      input: v.exactOptional(v.record(v.string(), v.unknown())),
    }),
  ),
  incident: v.object({ title: text, description: text }),
  steps: v.pipe(v.array(runbookStep), v.minLength(1)),
  manual_recovery: v.array(text),
  prevention: v.array(text),
});

export type RunbookStep = v.InferOutput<typeof runbookStep>;

export type Runbook = v.InferOutput<typeof runbook>;
