import {
  METRICS_MAX_BYTES,
  metricsRequest,
  type MetricsRequest,
} from '../../lib/contracts/metrics-request.ts';
import { ackRequest, runRequest } from '../../lib/contracts/runs.ts';
import { scheduleQuery } from '../../lib/contracts/step-query.ts';
import type { FiguresStore } from '../../lib/training/batch-figures.ts';
import { readRun } from '../../lib/training/change-run.ts';
import { createRun, type CreateRunDependencies } from '../../lib/training/create-run.ts';
import type { RunCheckpoints } from '../../lib/training/ports.ts';
import {
  postMetrics,
  type MetricsDependencies,
  type MetricsPosted,
} from '../../lib/training/post-metrics.ts';
import { acknowledgeDirective, finishRun } from '../../lib/training/run-control.ts';
import { scheduleAt } from '../../lib/training/schedule.ts';
import type { OnceDependencies } from '../../lib/idempotency/run-once.ts';
import { idempotent } from '../shared/idempotent.ts';
import { resource } from '../shared/resource.ts';
import { route } from '../shared/route.ts';
import { directiveAnswer } from '../shared/runs/directive-answer.ts';
import { effectId } from '../shared/runs/effect-id.ts';
import { nextSchedule, runAnswer, type RunAnswerDependencies } from '../shared/runs/run-answer.ts';
import { runOf } from '../shared/runs/run-path.ts';
import { withDirective } from '../shared/runs/run-problems.ts';

export type TrainingDependencies = MetricsDependencies &
  CreateRunDependencies &
  RunAnswerDependencies & {
    readonly checkpoints: RunCheckpoints;
    readonly idempotency: OnceDependencies;
    readonly figures: FiguresStore;
    /** Told of figures that could not be told. */
    readonly onUntold: (error: unknown) => void;
  };

/** What a trainer calls: begin or attach, report, ask, acknowledge, finish. */
export function trainingRoutes(deps: TrainingDependencies) {
  return { ...hotRoutes(deps), ...lifeRoutes(deps) };
}

/** Called all the time. */
function hotRoutes(deps: TrainingDependencies) {
  return {
    'POST /v1/runs/{run}/metrics': route({
      body: metricsRequest,
      maxBodyBytes: METRICS_MAX_BYTES,
      handle: ({ path, body }) =>
        withDirective(deps.downloads, async () => {
          const posted = await postMetrics(deps, runOf(path), body);
          const [answer] = await Promise.all([metricsAnswer(deps, posted, body), tell(deps, posted)]);
          return { status: 200, headers: NO_STORE, body: answer };
        }),
    }),
    'GET /v1/runs/{run}/schedule': route({
      query: scheduleQuery,
      handle: async ({ path, query }) => {
        const run = await readRun(deps.store, runOf(path));
        const { step = (run.last_step ?? -1) + 1 } = query;
        return resource(scheduleAt(step, deps.config.ppo_schedule, run));
      },
    }),
    'GET /v1/runs/{run}/directive': route({
      handle: async ({ path }) => {
        const run = await readRun(deps.store, runOf(path));
        return { status: 200, headers: NO_STORE, body: await directiveAnswer(run, deps.downloads) };
      },
    }),
    'POST /v1/runs/{run}/acks': route({
      body: ackRequest,
      handle: async ({ path, body }) => {
        const { run } = await acknowledgeDirective(deps, runOf(path), body);
        return { status: 200, headers: NO_STORE, body: await directiveAnswer(run, deps.downloads) };
      },
    }),
  };
}

/** Whoever watches the stage misses a batch rather than the trainer its answer. */
async function tell({ figures, onUntold }: TrainingDependencies, posted: MetricsPosted): Promise<void> {
  if (posted.figures) await figures.tell(posted.figures).catch(onUntold);
}

/** Called once or twice in the life of a run. */
function lifeRoutes(deps: TrainingDependencies) {
  return {
    'POST /v1/runs': idempotent(
      deps.idempotency,
      route({
        body: runRequest,
        handle: async (request) => {
          // A run begun under a key is named after it, so that a second try finds the run of the first.
          const named = effectId(request);
          const wanted = { ...(named !== undefined && { run_id: named }), ...request.body };
          const { run, isNew } = await createRun(deps, wanted);
          const latest = await deps.checkpoints.latest(run);
          return resource(
            {
              run_id: run.run_id,
              attempt: run.attempt,
              status: run.status,
              schedule: nextSchedule(deps, run),
              directive: await directiveAnswer(run, deps.downloads),
              ...(run.last_step !== undefined && { last_step: run.last_step }),
              ...(latest && { latest_checkpoint: latest }),
            },
            { status: isNew ? 201 : 200 },
          );
        },
      }),
    ),
    'POST /v1/runs/{run}/finish': route({
      handle: async ({ path }) => resource(await runAnswer(deps, await finishRun(deps, runOf(path)))),
    }),
  };
}

const NO_STORE = { 'cache-control': 'no-store' };

async function metricsAnswer(
  deps: TrainingDependencies,
  { run, ...posted }: MetricsPosted,
  { returnNormalized }: MetricsRequest,
) {
  return {
    accepted: posted.accepted,
    duplicates: posted.duplicates,
    last_step: run.last_step ?? null,
    attempt: run.attempt,
    status: run.status,
    schedule: posted.schedule,
    normalizer: posted.normalizer,
    // A reward that does not count has no normalised value: null, which is what JSON makes of a NaN.
    ...(returnNormalized && { normalized: Array.from(posted.normalized) }),
    findings: posted.findings,
    directive: await directiveAnswer(run, deps.downloads),
  };
}
