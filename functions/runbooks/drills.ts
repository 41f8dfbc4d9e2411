import * as v from 'valibot';
import type { DrillAnswer, DrillLineAnswer } from '../../lib/contracts/answers/drills.ts';
import type { DrillItem, DrillSummary } from '../../lib/contracts/drill-item.ts';
import { drillId, drillRequest } from '../../lib/contracts/drills.ts';
import { plainPageQuery } from '../../lib/contracts/page-query.ts';
import { drillMarkdown } from '../../lib/runbooks/drills/markdown.ts';
import { startDrill } from '../../lib/runbooks/drills/start-drill.ts';
import { idempotent } from '../shared/idempotent.ts';
import { page, pageOf } from '../shared/page.ts';
import { ProblemError } from '../shared/problem.ts';
import { resource } from '../shared/resource.ts';
import { route } from '../shared/route.ts';
import { effectId } from '../shared/runs/effect-id.ts';
import type { RunbooksDependencies } from './ports.ts';

const READERS = ['viewer', 'operator', 'approver'] as const;

/** Drills: what they have shown, and one by hand. */
export function drillsRoutes(deps: RunbooksDependencies) {
  return {
    'GET /v1/drills': route({
      roles: READERS,
      query: plainPageQuery,
      handle: async (request) => {
        const { items, next } = await deps.drills.list(pageOf(request));
        const body = page(request, items.map(lineAnswer), next);
        return { status: 200, headers: { 'cache-control': 'no-store' }, body };
      },
    }),
    'GET /v1/drills/{id}': route({
      roles: READERS,
      handle: async ({ path: { id = '' } }) => {
        const drill = v.is(drillId, id) ? await deps.drills.read(id) : undefined;
        if (!drill)
          throw new ProblemError('not_found', `There is no drill ${JSON.stringify(id.slice(0, 200))}`);
        return resource(answerOf(drill));
      },
    }),
    'POST /v1/drills': idempotent(
      deps.idempotency,
      route({
        roles: ['operator'],
        body: drillRequest,
        handle: async (request) => {
          const { body, caller } = request;
          const effect = effectId(request);
          const order = { id: deps.ids(), by: caller.name, reason: body.reason };
          const drill = await startDrill(deps, {
            ...order,
            ...(effect !== undefined && { request: effect }),
          });
          const isOurs = drill.drill_id === order.id || (effect !== undefined && drill.request === effect);
          if (!isOurs)
            throw new ProblemError('blocked', `The drill ${drill.drill_id} of ${drill.by} has not ended`, {
              members: { reason: 'duplicate_in_progress' },
            });
          const headers = { location: `/v1/drills/${drill.drill_id}` };
          return resource(answerOf(drill), { status: 202, headers });
        },
      }),
    ),
  };
}

function lineAnswer({
  drill_id: id,
  by,
  reason,
  status,
  started_at,
  ended_at,
  gap_count,
}: DrillSummary): DrillLineAnswer {
  return {
    ...{ id, by, reason, status },
    started_at: iso(started_at),
    ...(ended_at !== undefined && { ended_at: iso(ended_at) }),
    ...(gap_count !== undefined && { gap_count }),
  };
}

function answerOf(drill: DrillItem): DrillAnswer {
  return {
    ...lineAnswer(drill),
    runbooks: drill.runbooks.map(({ input, ...runbook }) => ({
      ...runbook,
      ...(input !== undefined && { input: v.parse(INPUT, input) }),
    })),
    ...(drill.gaps && { gaps: drill.gaps }),
    markdown: drillMarkdown(drill),
  };
}

const INPUT = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown()));

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
