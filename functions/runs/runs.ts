import { directiveRequest, overridesRequest, rollbackRequest } from '../../lib/contracts/runs.ts';
import { plainPageQuery } from '../../lib/contracts/page-query.ts';
import type { OnceDependencies } from '../../lib/idempotency/run-once.ts';
import { readRun } from '../../lib/training/change-run.ts';
import { rollBackTo, type RollbackDependencies } from '../../lib/training/manual-rollback.ts';
import { setOverrides } from '../../lib/training/overrides.ts';
import type { RollbackChoice } from '../../lib/training/ports.ts';
import { orderRun } from '../../lib/training/run-control.ts';
import { idempotent } from '../shared/idempotent.ts';
import { ifMatch } from '../shared/if-match.ts';
import { page, pageOf } from '../shared/page.ts';
import { etagOfBody, resource } from '../shared/resource.ts';
import { route } from '../shared/route.ts';
import { directiveAnswer } from '../shared/runs/directive-answer.ts';
import { effectId } from '../shared/runs/effect-id.ts';
import { overridesAnswer, runAnswer, type RunAnswerDependencies } from '../shared/runs/run-answer.ts';
import { runOf } from '../shared/runs/run-path.ts';

export type RunsDependencies = RollbackDependencies &
  RunAnswerDependencies & { readonly idempotency: OnceDependencies };

/** What people see of runs and do with them. */
export function runsRoutes(deps: RunsDependencies) {
  return { ...readRoutes(deps), ...orderRoutes(deps), ...overrideRoutes(deps) };
}

const READERS = ['viewer', 'operator', 'approver'] as const;

function readRoutes(deps: RunsDependencies) {
  return {
    'GET /v1/runs': route({
      roles: READERS,
      query: plainPageQuery,
      handle: async (request) => {
        const { items, next } = await deps.store.list(pageOf(request));
        const runs = await Promise.all(items.map(({ run_id }) => deps.store.read(run_id)));
        const answers = runs.flatMap((run) => (run ? [runAnswer(deps, run)] : []));
        return { status: 200, headers: NO_STORE, body: page(request, await Promise.all(answers), next) };
      },
    }),
    'GET /v1/runs/{run}': route({
      roles: READERS,
      handle: async ({ path }) => resource(await runAnswer(deps, await readRun(deps.store, runOf(path)))),
    }),
  };
}

function orderRoutes(deps: RunsDependencies) {
  return {
    'POST /v1/runs/{run}/directives': idempotent(
      deps.idempotency,
      route({
        roles: ['operator'],
        body: directiveRequest,
        handle: async (request) => {
          const id = effectId(request);
          const order = {
            ...request.body,
            by: request.caller.name,
            ...(id !== undefined && { effectId: id }),
          };
          const run = await orderRun(deps, runOf(request.path), order);
          return { status: 202, headers: NO_STORE, body: await directiveAnswer(run, deps.downloads) };
        },
      }),
    ),
    'POST /v1/runs/{run}/rollback': idempotent(
      deps.idempotency,
      route({
        roles: ['operator'],
        body: rollbackRequest,
        handle: async (request) => {
          const id = effectId(request);
          const { to, reason } = request.body;
          const run = await rollBackTo(deps, runOf(request.path), {
            to: choiceOf(to, deps.config.checkpoint_strategy.rollback.rollback_steps),
            by: request.caller.name,
            reason,
            ...(id !== undefined && { effectId: id }),
          });
          return { status: 202, headers: NO_STORE, body: await directiveAnswer(run, deps.downloads) };
        },
      }),
    ),
  };
}

function overrideRoutes(deps: RunsDependencies) {
  return {
    'GET /v1/runs/{run}/overrides': route({
      roles: READERS,
      handle: async ({ path }) =>
        resource(overridesAnswer((await readRun(deps.store, runOf(path))).overrides)),
    }),
    'PUT /v1/runs/{run}/overrides': route({
      roles: ['operator'],
      body: overridesRequest,
      handle: async ({ path, body, headers, caller }) => {
        const { reason, ...values } = body;
        const isMatch = ifMatch(headers['if-match']);
        const run = await setOverrides(deps, runOf(path), {
          values,
          reason,
          by: caller.name,
          matches: (overrides) => isMatch(etagOfBody(overridesAnswer(overrides))),
        });
        return resource(overridesAnswer(run.overrides));
      },
    }),
  };
}

const NO_STORE = { 'cache-control': 'no-store' };

function choiceOf(to: 'previous' | 'best' | 'stable' | number, back: number): RollbackChoice {
  if (typeof to === 'number') return { kind: 'step', step: to };
  return to === 'previous' ? { kind: to, back } : { kind: to };
}
