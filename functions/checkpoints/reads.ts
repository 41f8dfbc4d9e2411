import { checkpointsQuery, stableQuery } from '../../lib/contracts/checkpoint-query.ts';
import { listCheckpoints } from '../../lib/checkpoints/list.ts';
import { knownRun } from '../../lib/checkpoints/saving-run.ts';
import { select, type Selector } from '../../lib/checkpoints/select.ts';
import { page, pageOf } from '../shared/page.ts';
import { resource } from '../shared/resource.ts';
import { route } from '../shared/route.ts';
import { runOf } from '../shared/runs/run-path.ts';
import { checkpointAnswer } from './answers.ts';
import type { CheckpointDependencies } from './dependencies.ts';
import { selectorOf } from './path.ts';
import { withRefusals } from './refusals.ts';

const ROLES = ['viewer', 'operator', 'approver'] as const;

/** What people and dashboards look at. */
export function readRoutes(deps: CheckpointDependencies) {
  return {
    'GET /v1/runs/{run}/checkpoints': route({
      roles: ROLES,
      query: checkpointsQuery,
      handle: (request) =>
        withRefusals(deps.downloads, async () => {
          const run = await knownRun(deps.runs, runOf(request.path));
          const { state } = request.query;
          const asked = { runId: run.run_id, lineage: run.lineage, state, ...pageOf(request) };
          const { items, live, nextKey } = await listCheckpoints(deps.store, asked);
          const among = { live, lineage: run.lineage, policy: deps.policy };
          const answers = items.map((item) => checkpointAnswer(item, among));
          return {
            status: 200,
            headers: { 'cache-control': 'no-store' },
            body: page(request, answers, nextKey),
          };
        }),
    }),
    'GET /v1/runs/{run}/checkpoints/{sel}': route({
      roles: ROLES,
      query: stableQuery,
      handle: ({ path, query }) =>
        withRefusals(deps.downloads, async () => {
          const { record, among } = await chosen(deps, runOf(path), selectorOf(path, query));
          return resource(checkpointAnswer(record, among));
        }),
    }),
  };
}

/** @throws UnknownRunError, NoSuchCheckpointError */
export async function chosen(
  { runs, store, policy }: Pick<CheckpointDependencies, 'runs' | 'store' | 'policy'>,
  runId: string,
  selector: Selector,
) {
  const { lineage } = await knownRun(runs, runId);
  const among = { live: await store.live(runId), lineage, policy };
  return { record: select({ runId, ...among }, selector), among };
}
