import * as v from 'valibot';
import { executionInput } from './runbook-execution.ts';

const text = v.pipe(v.string(), v.nonEmpty());

/** What a state machine hands to `runbook-steps` (which acts) and to `runbook-plans` (which can't write). */
export const stepRequest = v.object({
  execution: executionInput,
  step: v.object({
    id: text,
    /** Name of its state, as people read it. */
    name: text,
    action: text,
    inputs: v.record(v.string(), v.unknown()),
    timeout_seconds: v.number(),
    /** Absent: it is always done. */
    when: v.exactOptional(v.object({ condition: text, holds: v.boolean() })),
    /** What its change leaves so until a person turns it back. */
    stays: v.exactOptional(text),
  }),
  /** When the state was entered: the same in each retry. ISO 8601. */
  entered_at: text,
  /** Of the plan that was approved: the step acts on no other. Absent where no approval is asked. */
  approved_plan_hash: v.exactOptional(text),
});

export type StepRequest = v.InferOutput<typeof stepRequest>;

/** Something that must not be pruned while an approval is pending. */
const protectedCheckpoint = v.object({
  kind: v.literal('checkpoint'),
  run_id: text,
  attempt: v.number(),
  step: v.number(),
});

/** What a step would do. */
export const stepPlan = v.object({
  /** For people; may hold what changes by the minute ("2 hours ago"). */
  summary: text,
  /** What it would do, as data: the plan's hash is that of these, the action and the resource. */
  facts: v.record(v.string(), v.unknown()),
  protects: v.exactOptional(v.array(protectedCheckpoint)),
  /** What it would lack if it acted, a sentence each: a target that nothing serves, a secret that is not there. */
  gaps: v.exactOptional(v.array(text)),
  /** Why there is nothing left to do, as far as is known: nobody is asked, and what was approved is not done. */
  not_needed: v.exactOptional(text),
  /** What later steps go on with in a dry run: as `output` of the result. */
  output: v.record(v.string(), v.unknown()),
});

export type StepPlan = v.InferOutput<typeof stepPlan>;

/** Answer of `runbook-plans`. */
export type PlannedStep = StepPlan & {
  readonly text: string;
  readonly plan_hash: string;
  /** False where its condition does not hold, or the plan says why. */
  readonly is_needed: boolean;
};

/** Answer of `runbook-steps`. */
export interface StepResult {
  /** A line of the incident's timeline. */
  readonly text: string;
  /** Later steps see it as the variable `$<step id>`. Of a check: `met` is a boolean. */
  readonly output: Readonly<Record<string, unknown>>;
  /** It did nothing, or not all: a person has to, and is told so. */
  readonly needsPerson?: boolean;
  /** That person is called, whoever has answered an earlier page of the incident. */
  readonly calls?: boolean;
}
