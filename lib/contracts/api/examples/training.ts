import * as v from 'valibot';
import {
  checkpointAnswer,
  commitAnswer,
  committingAnswer,
  downloadAnswer,
  uploadAnswer,
} from '../../answers/checkpoints.ts';
import { directiveAnswer } from '../../answers/directives.ts';
import { begunRunAnswer, metricsAnswer, runAnswer } from '../../answers/runs.ts';
import { normalizerAnswer, scheduleAnswer } from '../../answers/schedules.ts';
import { exampleOf } from './example.ts';

const NORMALIZER = { mean: 3.1, std: 0.4, count: 100 };

const IN_ALL = {
  attempt: 1,
  status: 'running',
  schedule: v.getExamples(scheduleAnswer)[0],
  directive: v.getExamples(directiveAnswer)[0],
} as const;

const RUN = { run_id: 'night', ...IN_ALL };

export const TRAINING_EXAMPLES = [
  exampleOf(normalizerAnswer, NORMALIZER),
  exampleOf(runAnswer, {
    ...RUN,
    created_at: '2026-01-31T08:00:00.000Z',
    metrics_at: '2026-01-31T12:00:00.000Z',
    total_steps: 100000,
    labels: { team: 'search' },
    last_step: 2000,
    lr_multiplier: 1,
    rollbacks: { used: 0, max: 3 },
    normalizer: NORMALIZER,
    findings: [],
    best: { step: 500, value: 3.2 },
    overrides: {},
    lineage: [],
  }),
  exampleOf(begunRunAnswer, {
    ...RUN,
    last_step: 2000,
    latest_checkpoint: {
      attempt: 1,
      step: 2000,
      sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    },
  }),
  exampleOf(metricsAnswer, {
    ...IN_ALL,
    accepted: 2,
    duplicates: 0,
    last_step: 2000,
    normalizer: NORMALIZER,
    findings: [],
  }),
  exampleOf(uploadAnswer, {
    step: 500,
    upload: {
      url: 'https://artisan-checkpoints.s3.eu-central-1.amazonaws.com/runs/night/500?X-Amz-Signature=5f3c',
      method: 'PUT',
      headers: { 'x-amz-checksum-sha256': 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=' },
    },
    expires_at: '2026-01-31T13:00:00.000Z',
  }),
  exampleOf(commitAnswer, { checkpoint: v.getExamples(checkpointAnswer)[0], is_best: true, pruned: [100] }),
  exampleOf(committingAnswer, { step: 500, status: 'committing' }),
  exampleOf(downloadAnswer, {
    url: 'https://artisan-checkpoints.s3.eu-central-1.amazonaws.com/runs/night/500?X-Amz-Signature=5f3c',
    sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    size_bytes: 1048576,
    step: 500,
    expires_at: '2026-01-31T13:00:00.000Z',
  }),
];
