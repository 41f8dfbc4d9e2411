import type { InferOutput } from 'valibot';
import type { approvalAnswer } from '../../../lib/contracts/answers/approvals.ts';
import type { CheckpointAnswer } from '../../../lib/contracts/answers/checkpoints.ts';
import type {
  ExecutionAnswer,
  ExecutionLineAnswer,
  RunbookAnswer,
} from '../../../lib/contracts/answers/runbooks.ts';
import type { RunAnswer } from '../../../lib/contracts/answers/runs.ts';
import type { TrafficAnswer } from '../../../lib/contracts/answers/traffic.ts';

type ApprovalAnswer = InferOutput<typeof approvalAnswer>;

/** `3 min`, `2 h`, `45 s`: the largest unit that is reached, and below ten of it the next one, too. */
export function spanText(ms: number): string;

export interface Rollback {
  readonly run: string;
  readonly from: number;
  readonly to: number;
  /** Of the checkpoint. */
  readonly attempt: number;
  readonly lost: number;
}

/** What a plan would send back, and how far; undefined for plans of other things. */
export function rollbackIn(plan: ApprovalAnswer['plan']): Rollback | undefined;

/** The newest that acted and came to its end, in a list that begins with the newest. */
export function lastThatSucceeded(
  executions: readonly ExecutionLineAnswer[],
): ExecutionLineAnswer | undefined;

export interface Known {
  readonly approval: Pick<
    ApprovalAnswer,
    'plan' | 'step' | 'step_name' | 'status' | 'expires_at' | 'execution_id' | 'trigger'
  >;
  readonly runbook?: Pick<RunbookAnswer, 'steps'> | undefined;
  readonly run?: Pick<RunAnswer, 'attempt' | 'last_step' | 'metrics_at' | 'status'> | undefined;
  readonly checkpoint?: Pick<CheckpointAnswer, 'step' | 'attempt' | 'created_at'> | undefined;
  readonly earlier?: Pick<ExecutionAnswer, 'steps' | 'ended_at'> | undefined;
  readonly downshifts?: TrafficAnswer['downshifts'] | undefined;
}

export type Figure = readonly [name: string, text: string];

export interface Costs {
  readonly approving: readonly Figure[];
  /** Of doing nothing until somebody decides. */
  readonly waiting: readonly Figure[];
}

/** What is not known, or not yet, has no figure. @param now milliseconds since the epoch */
export function costsOf(known: Known, now: number): Costs;
