import { gateRequest, type Confirmation, type GateRequest } from '../../lib/contracts/approval-gate.ts';
import { ask, type AskDependencies } from '../../lib/approvals/ask.ts';
import { confirm, type ConfirmDependencies } from '../../lib/approvals/confirm.ts';

export type GateDependencies = AskDependencies & ConfirmDependencies;

/** Where a runbook's state machine asks for an approval, and learns what has become of it. Both may be repeated. */
export function approvalGate(deps: GateDependencies) {
  return {
    event: gateRequest,
    handle: async (request: GateRequest): Promise<Confirmation | { approval_id: string }> => {
      if (request.operation === 'confirm') {
        const { callback = 'failure', error } = request;
        return confirm(deps, request, { callback, error });
      }
      const { approval_id } = await ask(deps, request, request.token);
      return { approval_id };
    },
  };
}
