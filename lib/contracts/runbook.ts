import * as v from 'valibot';
import { SEVERITIES } from './incident-item.ts';

/**
 * How an incident of the runbook ends. `when_verified`: by itself, once an execution has succeeded, leaves nothing to a
 * person, and its alarms are OK. `by_person`: a person resolves it.
 */
export const RESOLUTIONS = ['when_verified', 'by_person'] as const;

const text = v.pipe(v.string(), v.nonEmpty());
const seconds = v.pipe(v.number(), v.integer(), v.minValue(1));

/** Literal values, and JSONata between `{% %}`: `$execution` is the input, `$<step id>` the output of an earlier step. */
const inputs = v.record(v.string(), v.unknown());

/** How it is timed. */
const timing = {
  /** Of everything, waiting for what it caused included. */
  timeout_seconds: seconds,
  /** How long until it looks again for what it waits for. Divides the time-out. */
  poll_seconds: seconds,
};

const compensation = v.object({ id: text, name: text, action: text, inputs, ...timing });

export const runbookStep = v.object({
  /** snake_case: also the variable that later steps find its output under. */
  id: text,
  /** A short sentence: the name of its state. */
  name: text,
  action: text,
  inputs,
  ...timing,
  /** JSONata between `{% %}`: where it does not hold, a live step is passed over. Absent: it is always done. */
  when: v.exactOptional(text),
  /** A person approves its plan before it acts. */
  approval: v.boolean(),
  /** `stop`: compensate and end FAILED. `continue`: say so in the incident and go on. */
  on_failure: v.picklist(['stop', 'continue']),
  /** Of a check that is not met: end without having acted, or end FAILED. */
  on_unmet: v.exactOptional(v.picklist(['end', 'fail'])),
  /** What takes back this step's effect when a later one stops the runbook. Newest effect first. */
  compensation: v.array(compensation),
  /** Why a change that a later failure can follow is not taken back. */
  no_compensation: v.exactOptional(text),
  /** What it leaves so until a person turns it back, whatever the runbook's end: a sentence for the incident. */
  stays: v.exactOptional(text),
});

/** A runbook as CDK, the dispatcher and the API read it: checked, defaults filled in, durations in seconds. */
export const runbook = v.object({
  id: text,
  title: text,
  severity: v.picklist(SEVERITIES),
  automation: v.picklist(['automatic', 'semi_automatic']),
  expected_recovery_seconds: seconds,
  /** Of the whole execution: above the sum of all its steps at their slowest, so that it never cuts one off. */
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
  incident: v.object({
    title: text,
    /** Until an execution has done what the title says. Absent: it says nothing of that. */
    opens_as: v.exactOptional(text),
    description: text,
    resolve: v.picklist(RESOLUTIONS),
  }),
  steps: v.pipe(v.array(runbookStep), v.minLength(1)),
  manual_recovery: v.array(text),
  prevention: v.array(text),
});

/** runbooks.json, beside the bundles of functions that ask for it. */
export const runbooks = v.array(runbook);

export type RunbookStep = v.InferOutput<typeof runbookStep>;

export type Runbook = v.InferOutput<typeof runbook>;
