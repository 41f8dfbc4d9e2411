import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import type { Surroundings } from '../shared/api-function.ts';
import { createApprovalPorts } from '../shared/approvals/approval-ports.ts';
import { createHeld } from '../shared/approvals/held.ts';
import type { GateDependencies } from './approval-gate.ts';

/** The real world of the approval-gate function. */
export function createDependencies(
  environment: EnvironmentOf<'approval-gate'>,
  surroundings: Surroundings,
): GateDependencies {
  const { timeout_ms, accept_raw_callbacks } = environment.APPROVALS_CONFIG;
  return {
    ...createApprovalPorts(environment, surroundings),
    held: createHeld(environment),
    timeoutMs: timeout_ms,
    acceptsRawCallbacks: accept_raw_callbacks,
  };
}
