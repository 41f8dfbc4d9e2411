import type * as v from 'valibot';
import { decide, type DecideDependencies } from '../../lib/approvals/decide.ts';
import { machineDecision } from '../../lib/contracts/approvals.ts';

/** A decision from the Step Functions console: whoever may start `decide-approval` is an approver, so says IAM. */
export function approvalDecisions(deps: DecideDependencies) {
  return {
    event: machineDecision,
    handle: async (decision: v.InferOutput<typeof machineDecision>) => {
      const { approval_id: approvalId, plan_hash: planHash, comment } = decision;
      const { status, decided_by } = await decide(deps, {
        approvalId,
        planHash,
        decision: decision.decision,
        ...(comment !== undefined && { comment }),
        actor: decision.actor,
        via: 'step_functions',
        authority: 'iam',
      });
      return { approval_id: approvalId, status, decided_by };
    },
  };
}
