import type { WatchDependencies } from '../../lib/approvals/watch.ts';
import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import type { Surroundings } from '../shared/api-function.ts';
import { createApprovalPorts } from '../shared/approvals/approval-ports.ts';

/** The real world of the approval-watch function. */
export function createDependencies(
  environment: EnvironmentOf<'approval-watch'>,
  surroundings: Surroundings,
): WatchDependencies {
  return {
    ...createApprovalPorts(environment, surroundings),
    warnBeforeMs: environment.APPROVALS_CONFIG.warn_before_ms,
  };
}
