import * as v from 'valibot';
import { FINDING_KINDS } from '../finding-kinds.ts';
import { RUN_STATUSES } from '../run-item.ts';
import { attemptNumber, runId, stepNumber } from '../run-values.ts';
import { instant, wholeNumber, type Answer } from './answer.ts';
import { directiveAnswer, overridesAnswer } from './directives.ts';
import { normalizerAnswer, scheduleAnswer } from './schedules.ts';

const where = { attempt: attemptNumber, step: stepNumber };

/** GET /v1/runs/{run} */
export const runAnswer = v.object({
  run_id: runId,
  attempt: attemptNumber,
  status: v.picklist(RUN_STATUSES),
  created_at: instant,
  metrics_at: v.exactOptional(v.pipe(instant, v.description('When metrics last came'))),
  total_steps: v.exactOptional(v.number()),
  labels: v.exactOptional(v.record(v.string(), v.string())),
  last_step: v.exactOptional(stepNumber),
  lr_multiplier: v.number(),
  rollbacks: v.object({ used: wholeNumber, max: wholeNumber }),
  normalizer: normalizerAnswer,
  findings: v.pipe(
    v.array(v.object({ kind: v.string(), ...where, detail: v.string(), at: instant })),
    v.description('The newest ones, oldest first'),
  ),
  directive: directiveAnswer,
  best: v.exactOptional(v.object({ step: stepNumber, value: v.number() })),
  schedule: scheduleAnswer,
  overrides: overridesAnswer,
  lineage: v.array(v.object({ ...where, at: instant, by: v.string(), reason: v.string() })),
  runaway: v.exactOptional(
    v.pipe(
      v.object({ ...where, at: instant, detail: v.string() }),
      v.description('While a runaway waits for its runbook'),
    ),
  ),
});

/** POST /v1/runs: a run that has begun, or the one that was there. */
export const begunRunAnswer = v.object({
  run_id: runId,
  attempt: attemptNumber,
  status: v.picklist(RUN_STATUSES),
  schedule: scheduleAnswer,
  directive: directiveAnswer,
  last_step: v.exactOptional(stepNumber),
  latest_checkpoint: v.exactOptional(v.object({ ...where, sha256: v.string() })),
});

/** POST /v1/runs/{run}/metrics */
export const metricsAnswer = v.object({
  accepted: v.pipe(wholeNumber, v.description('Steps that were new')),
  duplicates: wholeNumber,
  last_step: v.nullable(stepNumber),
  attempt: attemptNumber,
  status: v.picklist(RUN_STATUSES),
  schedule: scheduleAnswer,
  normalizer: normalizerAnswer,
  normalized: v.exactOptional(
    v.pipe(
      v.array(v.nullable(v.number())),
      v.description('A value a row, where it was asked for; null for a reward that does not count'),
    ),
  ),
  findings: v.array(v.object({ kind: v.picklist(FINDING_KINDS), step: stepNumber, detail: v.string() })),
  directive: directiveAnswer,
});

/** GET /v1/runs/{run}/metrics */
export const chartAnswer = v.pipe(
  v.object({
    run_id: runId,
    attempt: attemptNumber,
    steps: v.pipe(v.array(stepNumber), v.description('Ascending, each once')),
    columns: v.pipe(
      v.record(v.string(), v.array(v.nullable(v.number()))),
      v.description('By metric, each as long as `steps`; null where a step has no finite value'),
    ),
    next_from: v.exactOptional(
      v.pipe(
        stepNumber,
        v.description('`from` of the next request, when the range was too long to be read at once'),
      ),
    ),
  }),
  v.examples([
    { run_id: 'night', attempt: 1, steps: [0, 1], columns: { reward: [2.9, 3.1], loss: [1, null] } },
  ]),
);

export type RunAnswer = Answer<typeof runAnswer>;

export type ChartAnswer = Answer<typeof chartAnswer>;
