import type { OnceDependencies } from '../../lib/idempotency/run-once.ts';
import type { DrillStore, DrillSubjects } from '../../lib/runbooks/drills/ports.ts';
import type { ExecutionApprovals, ExecutionHistory } from '../../lib/runbooks/ports.ts';
import type { RequestDependencies } from '../../lib/runbooks/request.ts';
import type { MetricWriter } from '../shared/metrics.ts';

export interface RunbooksDependencies extends RequestDependencies {
  readonly approvals: ExecutionApprovals;
  readonly history: ExecutionHistory;
  readonly idempotency: OnceDependencies;
  readonly metrics: MetricWriter;
  readonly drills: DrillStore;
  readonly subjects: DrillSubjects;
}
