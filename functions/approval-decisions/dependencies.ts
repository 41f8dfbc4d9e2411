import type { DecideDependencies } from '../../lib/approvals/decide.ts';
import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import type { Surroundings } from '../shared/api-function.ts';
import { createApprovalPorts } from '../shared/approvals/approval-ports.ts';

/** The real world of the approval-decisions function. It asks the user pool for nobody: IAM has. */
export function createDependencies(
  environment: EnvironmentOf<'approval-decisions'>,
  surroundings: Surroundings,
): DecideDependencies {
  return {
    ...createApprovalPorts(environment, surroundings),
    people: { groupsOf: () => Promise.resolve(undefined) },
  };
}
