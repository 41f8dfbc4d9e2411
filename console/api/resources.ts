import type { BreakerAnswer } from '../../lib/contracts/breakers.ts';
import type { ChartAnswer } from '../../lib/contracts/chart.ts';
import type { CheckpointAnswer } from '../../lib/contracts/checkpoints.ts';
import type { IncidentAnswer, IncidentLineAnswer } from '../../lib/contracts/incident-answers.ts';
import type { ChecklistAnswer, ReportAnswer } from '../../lib/contracts/report.ts';
import type { RunAnswer } from '../../lib/contracts/run-answers.ts';
import type {
  ExecutionAnswer,
  ExecutionLineAnswer,
  RunbookAnswer,
} from '../../lib/contracts/runbook-answers.ts';
import type { TrafficAnswer } from '../../lib/contracts/traffic.ts';
import type { ApprovalAnswer, ApprovalLineAnswer, DistributionAnswer } from './answers.ts';

/** An address, and what it answers with. */
export interface Resource<T> {
  readonly path: string;
  /** Never there: it carries the type. */
  readonly answers?: T;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next_cursor?: string;
}

const at = <T>(path: string): Resource<T> => ({ path });

const id = encodeURIComponent;

/** Everything that the console reads. */
export const RESOURCES = {
  report: (window: string) => at<ReportAnswer>(`/v1/report?window=${id(window)}`),
  checklist: at<ChecklistAnswer>('/v1/checklist'),
  traffic: at<TrafficAnswer>('/v1/traffic'),
  distribution: at<DistributionAnswer>('/v1/traffic/distribution'),
  breakers: at<Page<BreakerAnswer>>('/v1/breakers'),
  runs: at<Page<RunAnswer>>('/v1/runs?limit=200'),
  run: (run: string) => at<RunAnswer>(`/v1/runs/${id(run)}`),
  chart: (run: string, maxPoints: number) =>
    at<ChartAnswer>(`/v1/runs/${id(run)}/metrics?max_points=${maxPoints}`),
  checkpoints: (run: string) => at<Page<CheckpointAnswer>>(`/v1/runs/${id(run)}/checkpoints?limit=100`),
  runbooks: at<Page<RunbookAnswer>>('/v1/runbooks?limit=200'),
  runbook: (name: string) => at<RunbookAnswer>(`/v1/runbooks/${id(name)}`),
  executions: (query = '') => at<Page<ExecutionLineAnswer>>(`/v1/executions?limit=50${query}`),
  execution: (execution: string) => at<ExecutionAnswer>(`/v1/executions/${id(execution)}`),
  incidents: (query = '') => at<Page<IncidentLineAnswer>>(`/v1/incidents?limit=50${query}`),
  incident: (incident: string) => at<IncidentAnswer>(`/v1/incidents/${id(incident)}`),
  approvals: (query = '') => at<Page<ApprovalLineAnswer>>(`/v1/approvals?limit=50${query}`),
  approval: (approval: string) => at<ApprovalAnswer>(`/v1/approvals/${id(approval)}`),
} as const;
