import * as v from 'valibot';
import { SEVERITIES } from '../incident-item.ts';
import { EXECUTION_MODES, EXECUTION_STATUSES, executionTrigger } from '../runbook-execution.ts';
import { instant, type Answer } from './answer.ts';

const runbookStep = v.object({
  id: v.string(),
  name: v.string(),
  action: v.string(),
  when: v.exactOptional(v.pipe(v.string(), v.description('It is passed over where this does not hold'))),
  approval: v.boolean(),
  on_failure: v.picklist(['stop', 'continue']),
  timeout_seconds: v.number(),
});

/** GET /v1/runbooks/{id} */
export const runbookAnswer = v.object({
  id: v.string(),
  title: v.string(),
  severity: v.picklist(SEVERITIES),
  automation: v.picklist(['automatic', 'semi_automatic']),
  expected_recovery_seconds: v.number(),
  components: v.array(v.string()),
  inputs: v.record(v.string(), v.object({ description: v.string() })),
  triggers: v.array(v.object({ alarm: v.string(), for_each: v.exactOptional(v.string()) })),
  steps: v.array(runbookStep),
  manual_recovery: v.array(v.string()),
  prevention: v.array(v.string()),
  open_execution: v.exactOptional(
    v.pipe(v.string(), v.description('The newest one that acts and has not ended')),
  ),
});

const execution = {
  id: v.string(),
  runbook: v.string(),
  mode: v.picklist(EXECUTION_MODES),
  status: v.picklist(EXECUTION_STATUSES),
  resource: v.string(),
  trigger: executionTrigger,
  started_at: instant,
  ended_at: v.exactOptional(instant),
  incident_id: v.exactOptional(v.string()),
  approval_id: v.exactOptional(v.pipe(v.string(), v.description('Of the approval that it waits for'))),
  error: v.exactOptional(v.string()),
  cause: v.exactOptional(v.string()),
};

/** A line of GET /v1/executions */
export const executionLineAnswer = v.object(execution);

/** GET /v1/executions/{id} */
export const executionAnswer = v.object({
  ...execution,
  input: v.record(v.string(), v.unknown()),
  stopped_by: v.exactOptional(v.object({ by: v.string(), at: instant, reason: v.string() })),
  steps: v.array(
    v.object({
      name: v.string(),
      status: v.picklist(['running', 'succeeded', 'failed', 'aborted']),
      started_at: instant,
      ended_at: v.exactOptional(instant),
      input: v.exactOptional(v.pipe(v.unknown(), v.description('What the step was given, in its last try'))),
      output: v.exactOptional(v.unknown()),
      error: v.exactOptional(v.string()),
      cause: v.exactOptional(v.string()),
    }),
  ),
});

/** POST /v1/runbooks/{id}/executions */
export const startedAnswer = v.object({
  execution_id: v.string(),
  status: v.literal('running'),
  incident_id: v.exactOptional(v.string()),
});

export type RunbookAnswer = Answer<typeof runbookAnswer>;

export type ExecutionLineAnswer = Answer<typeof executionLineAnswer>;

export type ExecutionAnswer = Answer<typeof executionAnswer>;
