import type * as v from 'valibot';
import { approvalAnswer, approvalLineAnswer } from '../../answers/approvals.ts';
import { drillAnswer, drillLineAnswer } from '../../answers/drills.ts';
import {
  executionAnswer,
  executionLineAnswer,
  runbookAnswer,
  startedAnswer,
} from '../../answers/runbooks.ts';
import { exampleOf } from './example.ts';

const EXECUTION: v.InferInput<typeof executionLineAnswer> = {
  id: '01KG9S3B2M4T6V8X0Z1Y3W5Q7N',
  runbook: 'rl_reward_runaway_rollback',
  mode: 'live',
  status: 'succeeded',
  resource: 'run#night',
  trigger: { kind: 'mark', by: 'RewardRunaway', at: '2026-01-31T12:00:00.000Z' },
  started_at: '2026-01-31T12:00:01.000Z',
  ended_at: '2026-01-31T12:03:12.000Z',
  incident_id: 'INC-01KG9S3B3D5F7H9K1M2N4P6Q8R',
};

const APPROVAL: v.InferInput<typeof approvalLineAnswer> = {
  id: '01KG9S4D5QB3W7Z1X8Y2C6V0NA',
  execution_id: '01KG9S3B2M4T6V8X0Z1Y3W5Q7N',
  runbook: 'rl_reward_runaway_rollback',
  resource: 'run#night',
  step: 'roll_back',
  step_name: 'Roll back to the checkpoint',
  trigger: { kind: 'mark', by: 'RewardRunaway', at: '2026-01-31T12:00:00.000Z' },
  summary: 'Roll the run night back to step 500',
  plan: { run_id: 'night', step: 500 },
  plan_hash: 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c',
  status: 'pending',
  requested_at: '2026-01-31T12:00:20.000Z',
  expires_at: '2026-01-31T12:30:20.000Z',
  incident_id: 'INC-01KG9S3B3D5F7H9K1M2N4P6Q8R',
};

const DRILL = {
  id: '01KG9S3B2M4T6V8X0Z1Y3W5Q7N',
  by: 'rosa',
  reason: 'the targets are new',
  status: 'complete',
  started_at: '2026-01-31T12:00:00.000Z',
  ended_at: '2026-01-31T12:00:41.000Z',
  gap_count: 1,
} as const;

export const RUNBOOK_EXAMPLES = [
  exampleOf(runbookAnswer, {
    id: 'rl_reward_runaway_rollback',
    title: 'RL reward runaway, rolled back to a checkpoint',
    severity: 'sev3',
    automation: 'semi_automatic',
    expected_recovery_seconds: 900,
    components: ['RL', 'PPO'],
    inputs: { run_id: { description: 'The run whose rewards or KL divergence ran away' } },
    triggers: [{ alarm: 'RewardRunaway', for_each: 'marked_run' }],
    steps: [
      {
        id: 'roll_back',
        name: 'Roll back to the checkpoint',
        action: 'training.roll_back',
        approval: true,
        on_failure: 'stop',
        timeout_seconds: 60,
      },
    ],
    manual_recovery: ['Stop the run and begin it again from a checkpoint of yesterday'],
    prevention: ['Lower the learning rate'],
  }),
  exampleOf(executionLineAnswer, EXECUTION),
  exampleOf(executionAnswer, {
    ...EXECUTION,
    input: { run_id: 'night' },
    steps: [
      {
        name: 'Roll back to the checkpoint',
        status: 'succeeded',
        started_at: '2026-01-31T12:02:58.000Z',
        ended_at: '2026-01-31T12:03:12.000Z',
        input: { run_id: 'night', to: 'stable' },
        output: { step: 500 },
      },
    ],
  }),
  exampleOf(startedAnswer, {
    execution_id: '01KG9S3B2M4T6V8X0Z1Y3W5Q7N',
    status: 'running',
    incident_id: 'INC-01KG9S3B3D5F7H9K1M2N4P6Q8R',
  }),
  exampleOf(approvalLineAnswer, APPROVAL),
  exampleOf(approvalAnswer, {
    ...APPROVAL,
    audit: [
      {
        id: '01KG9S4D5RHJ2K4M6N8P0Q1S3T',
        at: '2026-01-31T12:00:20.000Z',
        actor: 'artisan',
        via: 'system',
        outcome: 'asked',
      },
    ],
  }),
  exampleOf(drillLineAnswer, DRILL),
  exampleOf(drillAnswer, {
    ...DRILL,
    runbooks: [
      {
        runbook: 'rl_reward_runaway_rollback',
        execution_id: '01KG9S3B4A6C8E0G1J3K5M7N9P',
        input: { run_id: 'night' },
        status: 'succeeded',
        milliseconds: 1840,
        steps: [
          {
            id: 'roll_back',
            name: 'Roll back',
            status: 'planned',
            milliseconds: 120,
            plan: 'Roll back to step 500',
            gaps: ['nobody is on call'],
          },
        ],
        gaps: [],
      },
    ],
    markdown: '# Drill\n\n1 gap',
  }),
];
