import type { AuditLine } from '../contracts/approval-audit.ts';
import type { ApprovalItem, ApprovalStatus } from '../contracts/approval-item.ts';
import type { TimelineLine } from '../contracts/incident-item.ts';
import type { ExecutionInput } from '../contracts/runbook-execution.ts';
import type { StepPlan } from '../contracts/runbook-step.ts';

/** What is written in one transaction with a change: the change is not there without it. */
export interface Trace {
  readonly audit: AuditLine;
  /** Goes to the approval's incident, if it has one. What people are to be told of, it says itself. */
  readonly timeline: TimelineLine;
}

/** A pending approval, or one whose state machine has not been told. */
export interface OpenApproval {
  readonly approval_id: string;
  readonly execution_id: string;
}

export interface ApprovalPage {
  readonly items: readonly ApprovalItem[];
  /** Of the last item, if there are more. */
  readonly next?: string;
}

export interface ApprovalStore {
  read(id: string): Promise<ApprovalItem | undefined>;
  /** Tokens of the tasks that wait for it: a task that is tried again has another one, the old one is closed. */
  tokens(id: string): Promise<readonly string[]>;
  /**
   * Makes the approval unless it is there, and adds the token. One that is decided is due to be told again, since the
   * new token's task knows nothing of it. Answers with what stands.
   */
  ask(approval: ApprovalItem, token: string, trace: Trace): Promise<ApprovalItem>;
  /**
   * Writes what has become of a pending approval. Answers with what stands: this, or what somebody else made of it.
   * The open line stays while its callback is due, and goes with the tokens where none is.
   */
  settle(settled: ApprovalItem, trace: Trace): Promise<ApprovalItem>;
  /** Notes that its end was announced. False if it was already, or is not pending any more. */
  warn(approval: ApprovalItem, at: number, timeline: TimelineLine): Promise<boolean>;
  /** Notes that the tasks of these tokens have been told. It stays due if another token has come meanwhile. */
  told(id: string, tokens: readonly string[]): Promise<void>;
  /** Adds a line; a line that is there stays as it is. */
  audit(id: string, line: AuditLine): Promise<void>;
  /** Oldest first, at most so many of the newest. */
  auditLines(id: string, limit: number): Promise<readonly AuditLine[]>;
  /** Newest first. */
  list(query: {
    readonly limit: number;
    readonly after?: string;
    readonly status?: ApprovalStatus;
  }): Promise<ApprovalPage>;
  open(): Promise<readonly OpenApproval[]>;
}

/** Tasks that wait for a callback. @throws StoreUnavailableError, StoreDeniedError */
export interface WaitingTasks {
  /** Ends the wait. `closed`: nobody waits with this token, or ever will. */
  succeed(token: string, output: unknown): Promise<'taken' | 'closed'>;
  isWaiting(token: string): Promise<boolean>;
}

/** Those that ask. Throws StoreUnavailableError or StoreDeniedError. */
export interface Executions {
  /** False also for what is not on record: a machine that somebody has started past the dispatcher. */
  hasEnded(id: string): Promise<boolean>;
}

/** The people, as the user pool knows them now. @throws StoreUnavailableError, StoreDeniedError */
export interface People {
  /** Undefined for whoever is not in the pool, or not any more. */
  groupsOf(name: string): Promise<readonly string[] | undefined>;
}

/** What must stay as it is while an approval is pending. Both say false if it is too late for that. */
export interface Held {
  checkpoint(named: NonNullable<StepPlan['protects']>[number], until: number): Promise<boolean>;
  lock(execution: ExecutionInput, until: number): Promise<boolean>;
}
