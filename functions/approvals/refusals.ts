import { DecisionRefusedError } from '../../lib/approvals/decision-refused-error.ts';
import { ApprovalNotFoundError } from '../../lib/approvals/not-found-error.ts';
import { AlreadyDecidedError } from '../../lib/approvals/refusals.ts';
import type { RefusalReason } from '../../lib/contracts/approval-audit.ts';
import type { ProblemCode } from '../../lib/contracts/problems.ts';
import { ProblemError } from '../shared/problem.ts';
import { approvalAnswer } from './answers.ts';

const CODES: Readonly<Record<RefusalReason, ProblemCode>> = {
  not_in_pool: 'forbidden',
  not_an_approver: 'forbidden',
  own_request: 'own_request',
  plan_changed: 'plan_changed',
  already_decided: 'already_decided',
  expired: 'approval_over',
  not_waiting: 'approval_over',
};

/** Refusals as problems; who comes second learns who was first, and when. */
export async function withRefusals<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ApprovalNotFoundError)
      throw new ProblemError('not_found', error.message, { cause: error });
    if (!(error instanceof DecisionRefusedError)) throw error;
    throw new ProblemError(CODES[error.reason], error.message, { cause: error, members: membersOf(error) });
  }
}

function membersOf(error: DecisionRefusedError): Readonly<Record<string, unknown>> {
  return error instanceof AlreadyDecidedError ? { approval: approvalAnswer(error.approval) } : {};
}
