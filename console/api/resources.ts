import * as v from 'valibot';
import { pageOf } from '../../lib/contracts/answers/answer.ts';
import { approvalAnswer, approvalLineAnswer } from '../../lib/contracts/answers/approvals.ts';
import { breakerAnswer } from '../../lib/contracts/answers/breakers.ts';
import { checkpointAnswer } from '../../lib/contracts/answers/checkpoints.ts';
import { incidentAnswer, incidentLineAnswer } from '../../lib/contracts/answers/incidents.ts';
import { reportAnswer } from '../../lib/contracts/answers/reports.ts';
import { executionAnswer, executionLineAnswer, runbookAnswer } from '../../lib/contracts/answers/runbooks.ts';
import { chartAnswer, runAnswer } from '../../lib/contracts/answers/runs.ts';
import { distributionAnswer } from '../../lib/contracts/answers/traffic.ts';

/** An address, and what it answers with. */
export interface Resource<T> {
  readonly path: string;
  /** Throws valibot's ValiError for anything else. */
  readonly parse: (body: unknown) => T;
}

/** Bodies that were parsed: several parts of a page look at one. */
const parsed = new WeakMap<object, unknown>();

function at<Schema extends v.GenericSchema>(path: string, schema: Schema): Resource<v.InferOutput<Schema>> {
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

/** Everything that the console reads. */
export const RESOURCES = {
  report: (window: string) => at(`/v1/report?window=${id(window)}`, reportAnswer),
  distribution: at('/v1/traffic/distribution', distributionAnswer),
  breakers: at('/v1/breakers', pageOf(breakerAnswer)),
  runs: at('/v1/runs?limit=200', pageOf(runAnswer)),
  run: (run: string) => at(`/v1/runs/${id(run)}`, runAnswer),
  chart: (run: string, maxPoints: number) =>
    at(`/v1/runs/${id(run)}/metrics?max_points=${maxPoints}`, chartAnswer),
  checkpoints: (run: string) => at(`/v1/runs/${id(run)}/checkpoints?limit=100`, pageOf(checkpointAnswer)),
  runbooks: at('/v1/runbooks?limit=200', pageOf(runbookAnswer)),
  runbook: (name: string) => at(`/v1/runbooks/${id(name)}`, runbookAnswer),
  executions: (query = '') => at(`/v1/executions?limit=50${query}`, pageOf(executionLineAnswer)),
  execution: (execution: string) => at(`/v1/executions/${id(execution)}`, executionAnswer),
  incidents: (query = '') => at(`/v1/incidents?limit=50${query}`, pageOf(incidentLineAnswer)),
  incident: (incident: string) => at(`/v1/incidents/${id(incident)}`, incidentAnswer),
  approvals: (query = '') => at(`/v1/approvals?limit=50${query}`, pageOf(approvalLineAnswer)),
  approval: (approval: string) => at(`/v1/approvals/${id(approval)}`, approvalAnswer),
} as const;
