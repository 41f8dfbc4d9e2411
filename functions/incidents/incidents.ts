import * as v from 'valibot';
import type { IncidentItem } from '../../lib/contracts/incident-item.ts';
import {
  incidentId,
  incidentRequest,
  incidentsQuery,
  noteRequest,
  resolveRequest,
} from '../../lib/contracts/incidents.ts';
import type { Trouble } from '../../lib/contracts/offered-command.ts';
import { plainPageQuery } from '../../lib/contracts/page-query.ts';
import type { OnceDependencies } from '../../lib/idempotency/run-once.ts';
import { IncidentNotFoundError } from '../../lib/incidents/errors.ts';
import {
  addNote,
  openIncident,
  readIncident,
  type IncidentDependencies,
} from '../../lib/incidents/incidents.ts';
import { resolveIncident } from '../../lib/incidents/resolve.ts';
import type { Leftovers } from '../../lib/runbooks/ports.ts';
import type { IdSource } from '../../lib/shared/ids.ts';
import type { ApiResponse } from '../shared/http.ts';
import { idempotent } from '../shared/idempotent.ts';
import { ifMatch } from '../shared/if-match.ts';
import { page, pageOf } from '../shared/page.ts';
import { resource } from '../shared/resource.ts';
import { route } from '../shared/route.ts';
import { effectId } from '../shared/runs/effect-id.ts';
import { incidentAnswer, incidentLineAnswer, timelineAnswer } from './answers.ts';

export type IncidentsDependencies = IncidentDependencies & {
  readonly idempotency: OnceDependencies;
  /** What runbooks have left standing. */
  readonly leftovers: Leftovers;
  /** ULIDs. */
  readonly ids: IdSource;
};

/** What people see of incidents and do with them. */
export function incidentsRoutes(deps: IncidentsDependencies) {
  return { ...readRoutes(deps), ...openRoutes(deps), ...changeRoutes(deps) };
}

const READERS = ['viewer', 'operator', 'approver'] as const;
const NO_STORE = { 'cache-control': 'no-store' };
/** Of a line each at most 2,000 characters: far below what a function may answer, and more than most incidents have. */
const SHOWN_LINES = 200;

function readRoutes(deps: IncidentsDependencies) {
  return {
    'GET /v1/incidents': route({
      roles: READERS,
      query: incidentsQuery,
      handle: async (request) => {
        const { status } = request.query;
        const { items, next } = await deps.store.list({ ...pageOf(request), ...(status && { status }) });
        return { status: 200, headers: NO_STORE, body: page(request, items.map(incidentLineAnswer), next) };
      },
    }),
    'GET /v1/incidents/{id}': route({
      roles: READERS,
      handle: async ({ path }) => answer(deps, await readIncident(deps.store, idOf(path))),
    }),
    'GET /v1/incidents/{id}/timeline': route({
      roles: READERS,
      query: plainPageQuery,
      handle: async (request) => {
        const wanted = pageOf(request);
        const { incident_id: id } = await readIncident(deps.store, idOf(request.path));
        const { items, next } = await deps.store.timeline(id, wanted);
        return { status: 200, headers: NO_STORE, body: page(request, items.map(timelineAnswer), next) };
      },
    }),
  };
}

function openRoutes(deps: IncidentsDependencies) {
  return {
    'POST /v1/incidents': idempotent(
      deps.idempotency,
      route({
        roles: ['operator'],
        body: incidentRequest,
        handle: async (request) => {
          const draft = { ...request.body, ulid: deps.ids(), by: request.caller.name };
          const opened = await openIncident(deps, draft, effectId(request));
          return answer(deps, opened, 201);
        },
      }),
    ),
  };
}

function changeRoutes(deps: IncidentsDependencies) {
  return {
    'POST /v1/incidents/{id}/timeline': idempotent(
      deps.idempotency,
      route({
        roles: ['operator'],
        body: noteRequest,
        handle: async (request) => {
          const effect = effectId(request);
          const line = await addNote(deps, idOf(request.path), {
            id: deps.ids(),
            text: request.body.note,
            by: request.caller.name,
            ...(effect !== undefined && { effectId: effect }),
          });
          return { status: 201, headers: NO_STORE, body: timelineAnswer(line) };
        },
      }),
    ),
    'POST /v1/incidents/{id}/resolve': idempotent(
      deps.idempotency,
      route({
        roles: ['operator'],
        body: resolveRequest,
        handle: async ({ path, body, headers, caller }) => {
          const isMatch = ifMatch(headers['if-match']);
          const resolved = await resolveIncident(deps, idOf(path), {
            resolution: body.resolution,
            by: caller.name,
            matches: (incident) => isMatch(etagOf(incident)),
          });
          return answer(deps, resolved);
        },
      }),
    ),
  };
}

async function answer(
  deps: IncidentsDependencies,
  incident: IncidentItem,
  status = 200,
): Promise<ApiResponse> {
  const { incident_id: id } = incident;
  const [lines, troubles] = await Promise.all([
    deps.store.timeline(id, { limit: SHOWN_LINES }),
    troublesOf(deps, incident),
  ]);
  const headers = status === 201 ? { location: `/v1/incidents/${id}` } : {};
  return resource(incidentAnswer(incident, lines, troubles), { status, headers, etag: etagOf(incident) });
}

/** Only of what a runbook has opened: nothing else offers to restore anything. */
function troublesOf(
  { leftovers }: IncidentsDependencies,
  { status, runbook, resource: on }: IncidentItem,
): Promise<readonly Trouble[]> {
  const isOffering = status === 'open' && runbook !== undefined && on !== undefined;
  return isOffering ? leftovers.of({ runbook, resource: on }) : Promise.resolve([]);
}

/** Of what people change. Lines never change it: nobody could resolve an incident whose alarm flaps. */
const etagOf = ({ version }: IncidentItem): string => `"${version}"`;

/** @throws IncidentNotFoundError for what is no id at all, too */
function idOf({ id = '' }: Readonly<Record<string, string>>): string {
  const parsed = v.safeParse(incidentId, id);
  if (!parsed.success) throw new IncidentNotFoundError(JSON.stringify(id.slice(0, 200)));
  return parsed.output;
}
