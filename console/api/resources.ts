import * as v from 'valibot';
import { pageOf } from '../../lib/contracts/answers/answer.ts';
import { approvalAnswer } from '../../lib/contracts/answers/approvals.ts';
import { breakerAnswer, modelsHealthAnswer } from '../../lib/contracts/answers/breakers.ts';
import { checkpointAnswer } from '../../lib/contracts/answers/checkpoints.ts';
import { drillAnswer } from '../../lib/contracts/answers/drills.ts';
import { incidentAnswer } from '../../lib/contracts/answers/incidents.ts';
import { reportAnswer } from '../../lib/contracts/answers/reports.ts';
import { executionAnswer, runbookAnswer } from '../../lib/contracts/answers/runbooks.ts';
import { runAnswer } from '../../lib/contracts/answers/runs.ts';
import { distributionAnswer, trafficAnswer } from '../../lib/contracts/answers/traffic.ts';
import { seriesAnswer } from './series-answer.ts';

/** An address, and what it answers with. */
export interface Resource<T> {
  readonly path: string;
  /** Throws valibot's ValiError for anything else. */
  readonly parse: (body: unknown) => T;
}

/** Bodies that were parsed: several parts of a page look at one. */
const parsed = new WeakMap<object, unknown>();

/** What an address answers by this schema. */
export function at<Schema extends v.GenericSchema>(
  path: string,
  schema: Schema,
): Resource<v.InferOutput<Schema>> {
  return {
    path,
    parse: (body) => {
      if (typeof body !== 'object' || body === null) return v.parse(schema, body);
      const known = parsed.get(body);
      // Parsed by this schema: a body comes from one address, and that has one.
      if (known !== undefined) return known;
      const fresh = v.parse(schema, body);
      parsed.set(body, fresh);
      return fresh;
    },
  };
}

const id = encodeURIComponent;

/** Single things, and lists that have one page. */
export const RESOURCES = {
  report: (window: string) => at(`/v1/report?window=${id(window)}`, reportAnswer),
  distribution: at('/v1/traffic/distribution', distributionAnswer),
  traffic: at('/v1/traffic', trafficAnswer),
  breakers: at('/v1/breakers', pageOf(breakerAnswer)),
  modelsHealth: at('/v1/health/models', modelsHealthAnswer),
  run: (run: string) => at(`/v1/runs/${id(run)}`, runAnswer),
  checkpoint: (run: string, step: number) => at(`/v1/runs/${id(run)}/checkpoints/${step}`, checkpointAnswer),
  chart: (run: string, maxPoints: number, from = '0') =>
    at(`/v1/runs/${id(run)}/metrics?max_points=${maxPoints}&from=${id(from)}`, seriesAnswer),
  runbooks: at('/v1/runbooks?limit=200', pageOf(runbookAnswer)),
  runbook: (name: string) => at(`/v1/runbooks/${id(name)}`, runbookAnswer),
  execution: (execution: string) => at(`/v1/executions/${id(execution)}`, executionAnswer),
  incident: (incident: string) => at(`/v1/incidents/${id(incident)}`, incidentAnswer),
  version: at('/version', v.object({ stage: v.string() })),
  drill: (drill: string) => at(`/v1/drills/${id(drill)}`, drillAnswer),
  approval: (approval: string) => at(`/v1/approvals/${id(approval)}`, approvalAnswer),
} as const;
