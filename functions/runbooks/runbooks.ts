import { drillsRoutes } from './drills.ts';
import { executionsRoutes } from './executions.ts';
import type { RunbooksDependencies } from './ports.ts';
import { runbookAnswer } from './answers.ts';
import { BlockedError } from '../../lib/runbooks/errors.ts';
import { executionRequest } from '../../lib/contracts/executions.ts';
import { findRunbook, startForPerson } from '../../lib/runbooks/request.ts';
import { idempotent } from '../shared/idempotent.ts';
import { resource } from '../shared/resource.ts';
import { route } from '../shared/route.ts';
import { pointsOf } from '../shared/runbooks/dispatch-points.ts';
import { effectId } from '../shared/runs/effect-id.ts';
import { plainPageQuery } from '../../lib/contracts/page-query.ts';
import { page, pageOf } from '../shared/page.ts';

/** What people see of runbooks and executions, and do with them. */
export function runbooksRoutes(deps: RunbooksDependencies) {
  return { ...readRoutes(deps), ...startRoutes(deps), ...executionsRoutes(deps), ...drillsRoutes(deps) };
}

const READERS = ['viewer', 'operator', 'approver'] as const;
const NO_STORE = { 'cache-control': 'no-store' };

function readRoutes(deps: RunbooksDependencies) {
  return {
    'GET /v1/runbooks': route({
      roles: READERS,
      query: plainPageQuery,
      handle: async (request) => {
        const { limit, after = '' } = pageOf(request);
        const [runbooks, open] = await Promise.all([deps.runbooks.all(), openByRunbook(deps)]);
        const rest = runbooks.toSorted(byId).filter(({ id }) => id > after);
        const items = rest.slice(0, limit);
        const last = rest.length > limit ? items.at(-1)?.id : undefined;
        const answers = items.map((runbook) => runbookAnswer(runbook, open.get(runbook.id)));
        return { status: 200, headers: NO_STORE, body: page(request, answers, last) };
      },
    }),
    'GET /v1/runbooks/{id}': route({
      roles: READERS,
      handle: async ({ path: { id = '' } }) => {
        const runbook = await findRunbook(deps.runbooks, id);
        return resource(runbookAnswer(runbook, (await openByRunbook(deps)).get(id)));
      },
    }),
  };
}

function startRoutes(deps: RunbooksDependencies) {
  return {
    'POST /v1/runbooks/{id}/executions': idempotent(
      deps.idempotency,
      route({
        roles: ['operator'],
        body: executionRequest,
        handle: async (request) => {
          const { path, body, caller } = request;
          const effect = effectId(request);
          const dispatched = await startForPerson(deps, {
            runbook: path['id'] ?? '',
            mode: body.mode,
            input: body.input ?? {},
            by: caller.name,
            reason: body.reason,
            ...(effect !== undefined && { request: effect }),
          });
          const points = pointsOf(dispatched);
          if (points.length > 0) deps.metrics(points);
          if (dispatched.kind === 'blocked')
            throw new BlockedError(dispatched.block.reason, dispatched.block.detail);
          const { execution_id, incident_id } = dispatched.execution;
          return {
            status: 202,
            headers: { ...NO_STORE, location: `/v1/executions/${execution_id}` },
            body: { execution_id, status: 'running', ...(incident_id !== undefined && { incident_id }) },
          };
        },
      }),
    ),
  };
}

/** The newest live one of each runbook. */
async function openByRunbook({ executions }: RunbooksDependencies): Promise<ReadonlyMap<string, string>> {
  const open = await executions.open();
  const live = open.filter(({ mode }) => mode === 'live');
  return new Map(live.map(({ runbook, execution_id }) => [runbook, execution_id]));
}

const byId = (one: { readonly id: string }, other: { readonly id: string }): number =>
  one.id < other.id ? -1 : 1;
