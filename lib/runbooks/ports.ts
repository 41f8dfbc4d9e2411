import type { ExecutionItem, OpenExecution } from '../contracts/execution-item.ts';
import type { GateItem } from '../contracts/gate-item.ts';
import type { IncidentItem, TimelineLine } from '../contracts/incident-item.ts';
import type { LockItem } from '../contracts/lock-item.ts';
import type { Trouble } from '../contracts/offered-command.ts';
import type { RunItem } from '../contracts/run-item.ts';
import type { Runbook } from '../contracts/runbook.ts';

// Every call to a store throws StoreUnavailableError or StoreDeniedError besides what it says itself.

/** An execution's right to act on a resource: `resource`, `execution_id` and `fence` of its input. */
export interface LockClaim {
  readonly resource: string;
  readonly owner: string;
  readonly fence: number;
}

/** What a step that acts asks before it does. */
export interface StepLocks {
  /**
   * Checks the claim and extends its lease to `until` (milliseconds since the epoch); one that lasts longer stays. A
   * lease that has run out and was taken by nobody is as good as new.
   * @throws LockLostError
   */
  renew(claim: LockClaim, until: number): Promise<void>;
}

export interface LockStore extends StepLocks {
  /** Strongly consistent. */
  read(resource: string): Promise<LockItem | undefined>;
}

/** Strongly consistent. */
export interface GateStore {
  read(runbook: string, resource: string): Promise<GateItem | undefined>;
  /** Replaces the version before this one. @throws StandingChangedError */
  save(gate: GateItem): Promise<void>;
}

/** What one transaction writes so that an execution may begin. */
export interface Admission {
  readonly execution: ExecutionItem;
  /** Absent in dry runs and drills, as is the lock. */
  readonly gate?: GateItem;
  readonly lock?: LockItem;
  /** An incident that it goes on with, and that nobody may resolve meanwhile. People may be told anew that nobody sees to it. */
  readonly whileOpen?: string;
  /** Of a person's request: a repetition of it is the same execution. */
  readonly request?: string;
}

/** What one transaction writes when an execution has ended. */
export interface Ending {
  readonly execution: ExecutionItem;
  readonly gate?: GateItem;
  /** Freed. Absent where it is not held any more. */
  readonly release?: LockClaim;
}

export interface ExecutionFilter {
  readonly runbook?: string;
  readonly statuses?: readonly ExecutionItem['status'][];
}

export interface ExecutionPage {
  readonly items: readonly ExecutionItem[];
  /** Give it as `after` to read on. Absent at the end. */
  readonly next?: string;
}

export interface ExecutionStore {
  /** Strongly consistent. */
  read(id: string): Promise<ExecutionItem | undefined>;
  /** The execution that a person's request has begun. Strongly consistent. */
  ofRequest(request: string): Promise<string | undefined>;
  /** All or nothing. @throws StandingChangedError when anything of it stands otherwise than it was read, or it is there */
  admit(admission: Admission): Promise<void>;
  /** starting -> running; running stays. False when it has ended. */
  began(id: string): Promise<boolean>;
  /** Notes who stops it; the first one stays. Answers with the record, unchanged if it has ended. */
  noteStop(id: string, stop: NonNullable<ExecutionItem['stop']>): Promise<ExecutionItem | undefined>;
  /** All or nothing. @throws StandingChangedError, also when it has ended already */
  end(ending: Ending): Promise<void>;
  /** Everything its ending entails is done. */
  close(id: string): Promise<void>;
  /** Those that are not closed, oldest first. */
  open(): Promise<readonly OpenExecution[]>;
  /** Newest first; a page may hold fewer than `limit` although there are more. */
  list(
    page: { readonly limit: number; readonly after?: string },
    filter: ExecutionFilter,
  ): Promise<ExecutionPage>;
}

export interface MachineOutcome {
  readonly status: 'succeeded' | 'failed' | 'timed_out' | 'aborted';
  /** Milliseconds since the epoch. */
  readonly at?: number;
  readonly error?: string;
  readonly cause?: string;
  /** Of one that has succeeded without changing anything: its first check was not met. */
  readonly nothingToDo?: boolean;
}

export type MachineStatus = MachineOutcome | { readonly status: 'running' };

/** The state machines of runbooks. */
export interface Machines {
  /** Repeatable: the same execution is started once. @throws NoMachineError */
  start(execution: ExecutionItem): Promise<void>;
  /** Undefined where there is none of that id. */
  describe(execution: Pick<ExecutionItem, 'runbook' | 'execution_id'>): Promise<MachineStatus | undefined>;
  /** Repeatable; nothing happens to one that has ended. False where there is none of that id. */
  stop(execution: Pick<ExecutionItem, 'runbook' | 'execution_id'>, reason: string): Promise<boolean>;
}

export interface Runbooks {
  all(): Promise<readonly Runbook[]>;
}

export type RunawayMark = NonNullable<RunItem['runaway']> & { readonly run_id: string };

export interface RunawayMarks {
  list(): Promise<readonly RunawayMark[]>;
}

export interface IncidentToOpen {
  /** A ULID: opened again with it, it is the same incident, INC-<ulid>. */
  readonly ulid: string;
  readonly title: string;
  readonly description: string;
  readonly severity: IncidentItem['severity'];
  readonly components: readonly string[];
  readonly by: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly runbook: string;
  readonly resource: string;
}

/** Adapter: lib/incidents. */
export interface RunbookIncidents {
  isOpen(incidentId: string): Promise<boolean>;
  /** Whether a step of the execution has left something to a person. */
  needsPerson(incidentId: string, executionId: string): Promise<boolean>;
  open(incident: IncidentToOpen): Promise<void>;
  /** Gives it the title of what was done, unless it is resolved. Repeatable. */
  retitle(incidentId: string, title: string): Promise<void>;
  /** The same id is the same line. Triggers and blocks are bounded in number there. */
  append(incidentId: string, line: TimelineLine): Promise<void>;
}

/** Adapter: lib/approvals. */
export interface ExecutionApprovals {
  /** Ends what is pending of an execution that has ended: nobody can decide it any more. Repeatable. */
  closeForExecution(executionId: string, why: string): Promise<unknown>;
  /** Those that wait for a person. */
  pending(): Promise<readonly { readonly approval_id: string; readonly execution_id: string }[]>;
}

/** What an ended execution has left behind that a person has to decide. */
export interface Leftovers {
  of(execution: Pick<ExecutionItem, 'runbook' | 'resource'>): Promise<readonly Trouble[]>;
}

/** A state of a machine that did something, as its history tells. */
export interface StepRecord {
  readonly name: string;
  readonly status: 'running' | 'succeeded' | 'failed' | 'aborted';
  /** Milliseconds since the epoch: as is `endedAt`. */
  readonly startedAt: number;
  readonly endedAt?: number;
  /** What the step was given, in the last try. */
  readonly input?: unknown;
  /** Of the function's answer. */
  readonly output?: unknown;
  /** Of the last try. */
  readonly error?: string;
  readonly cause?: string;
}

/** What Step Functions remembers, for 90 days. */
export interface ExecutionHistory {
  /** In the order they were entered; empty when it knows nothing of the execution. */
  steps(execution: Pick<ExecutionItem, 'runbook' | 'execution_id'>): Promise<readonly StepRecord[]>;
}
