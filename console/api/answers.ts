import type { InferOutput } from 'valibot';
import type { approvalAnswer, approvalLineAnswer } from '../../lib/contracts/answers/approvals.ts';

export type ApprovalAnswer = InferOutput<typeof approvalAnswer>;

export type ApprovalLineAnswer = InferOutput<typeof approvalLineAnswer>;
