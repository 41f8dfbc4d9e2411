import type * as v from 'valibot';
import { incidentAnswer, incidentLineAnswer, timelineAnswer } from '../../answers/incidents.ts';
import { checklistAnswer, reportAnswer } from '../../answers/reports.ts';
import { exampleOf } from './example.ts';

const TIMELINE_LINE: v.InferInput<typeof timelineAnswer> = {
  id: '01KG9S3B5T7V9W1X3Y5Z7A9C2E',
  at: '2026-01-31T12:00:00.000Z',
  kind: 'opened',
  text: 'The KL divergence of night ran away at step 620',
  actor: 'artisan',
  execution_id: '01KG9S3B2M4T6V8X0Z1Y3W5Q7N',
};

const INCIDENT: v.InferInput<typeof incidentLineAnswer> = {
  id: 'INC-01KG9S3B3D5F7H9K1M2N4P6Q8R',
  title: 'RL Reward Runaway - Checkpoint Rollback',
  severity: 'sev3',
  components: ['RL', 'PPO'],
  status: 'open',
  created_at: '2026-01-31T12:00:00.000Z',
  created_by: 'artisan',
  runbook: 'rl_reward_runaway_rollback',
  resource: 'run#night',
};

const REPORT: v.InferInput<typeof checklistAnswer> = {
  stage: 'prod',
  at: '2026-01-31T12:00:00.000Z',
  status: 'pass',
  run_id: 'night',
  lines: [
    {
      id: 'split',
      says: 'The split over the modes is as it is set',
      figure: 0.4,
      unit: 'points',
      target: 'at most 2',
      status: 'pass',
      source: 'Counters of the assignments',
    },
  ],
};

export const INCIDENT_EXAMPLES = [
  exampleOf(timelineAnswer, TIMELINE_LINE),
  exampleOf(incidentLineAnswer, INCIDENT),
  exampleOf(incidentAnswer, {
    ...INCIDENT,
    description: 'The KL divergence of night ran away at step 620',
    counts: { trigger: 1, blocked: 0 },
    executions: ['01KG9S3B2M4T6V8X0Z1Y3W5Q7N'],
    approvals: [],
    commands: [
      {
        title: 'Resume the run night',
        method: 'POST',
        path: '/v1/runs/night/directives',
        body: { action: 'resume', reason: 'Decided in INC-01KG9S3B3D5F7H9K1M2N4P6Q8R' },
      },
    ],
    timeline: [TIMELINE_LINE],
  }),
  exampleOf(checklistAnswer, REPORT),
  exampleOf(reportAnswer, {
    ...REPORT,
    from: '2026-01-29T12:00:00.000Z',
    window_seconds: 172800,
    charts: {
      split: [{ at: '2026-01-31T11:00:00.000Z', modes: { fast: 59.6, balanced: 30.3, creative: 10.1 } }],
      entropy: [{ step: 2000, scheduled: 0.0198, reported: 0.0199 }],
    },
  }),
];
