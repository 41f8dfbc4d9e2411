import type * as v from 'valibot';
import { pageOf } from '../../lib/contracts/answers/answer.ts';
import { approvalLineAnswer } from '../../lib/contracts/answers/approvals.ts';
import { checkpointAnswer } from '../../lib/contracts/answers/checkpoints.ts';
import { drillLineAnswer } from '../../lib/contracts/answers/drills.ts';
import { incidentLineAnswer, timelineAnswer } from '../../lib/contracts/answers/incidents.ts';
import { executionLineAnswer } from '../../lib/contracts/answers/runbooks.ts';
import { runAnswer } from '../../lib/contracts/answers/runs.ts';
import { at, type Resource } from './resources.ts';

const PAGE = 50;

interface Page<Row> {
  readonly items: readonly Row[];
  readonly next_cursor?: string;
}

/** The pages of a list by their cursors: `undefined` is the first. */
export type ListOf<Row> = (cursor?: string) => Resource<Page<Row>>;

function listOf<Item extends v.GenericSchema>(
  path: string,
  item: Item,
  query: Readonly<Record<string, string>> = {},
): ListOf<v.InferOutput<Item>> {
  const schema = pageOf(item);
  return (cursor) => {
    const asked = { limit: String(PAGE), ...query, ...(cursor !== undefined && { cursor }) };
    return at(`${path}?${new URLSearchParams(asked).toString()}`, schema);
  };
}

/** Every list that may have more than one page. */
export const LISTS = {
  runs: listOf('/v1/runs', runAnswer),
  checkpoints: (run: string) => listOf(`/v1/runs/${encodeURIComponent(run)}/checkpoints`, checkpointAnswer),
  executions: (query?: { readonly runbook: string }) => listOf('/v1/executions', executionLineAnswer, query),
  incidents: (query?: { readonly status: 'open' }) => listOf('/v1/incidents', incidentLineAnswer, query),
  timeline: (incident: string) =>
    listOf(`/v1/incidents/${encodeURIComponent(incident)}/timeline`, timelineAnswer),
  approvals: (query?: { readonly status: 'pending' }) => listOf('/v1/approvals', approvalLineAnswer, query),
  drills: listOf('/v1/drills', drillLineAnswer),
} as const;
