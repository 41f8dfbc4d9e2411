import * as v from 'valibot';
import { approvalLineAnswer } from '../answers/approvals.ts';
import { unrecoveredAnswer } from '../answers/breakers.ts';
import { directiveAnswer } from '../answers/directives.ts';
import type { ProblemCode } from '../problems.ts';
import { BLOCK_REASONS } from '../runbook-execution.ts';

/** What problems say beyond the members that all have (RFC 9457, 3.2). Any of them may be absent. */
export const PROBLEM_MEMBERS: Readonly<Record<string, v.GenericSchema>> = {
  directive: directiveAnswer,
  approval: approvalLineAnswer,
  reason: v.picklist(BLOCK_REASONS),
  missing: v.array(unrecoveredAnswer),
};

export const CODES_WITH_MEMBERS = {
  older_attempt: 'directive',
  run_ended: 'directive',
  already_decided: 'approval',
  blocked: 'reason',
  not_recovered: 'missing',
} as const satisfies Partial<Record<ProblemCode, keyof typeof PROBLEM_MEMBERS>>;
