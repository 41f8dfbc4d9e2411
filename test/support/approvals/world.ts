import { ask } from '../../../lib/approvals/ask.ts';
import { confirm } from '../../../lib/approvals/confirm.ts';
import { decide, type Verdict } from '../../../lib/approvals/decide.ts';
import type { Question } from '../../../lib/approvals/approval.ts';
import { closeForExecution } from '../../../lib/approvals/close.ts';
import type { ApprovalStore, Held, WaitingTasks } from '../../../lib/approvals/ports.ts';
import { watchApprovals } from '../../../lib/approvals/watch.ts';
import { StoreUnavailableError } from '../../../lib/shared/store-errors.ts';
import { anApproval, aQuestion, ASKED_AT, TIMEOUT_MS } from './builders.ts';
import { InMemoryApprovalStore } from './in-memory-approval-store.ts';

export const WARN_BEFORE_MS = TIMEOUT_MS / 4;

/** Step Functions as far as approvals see it: tasks that wait, each of which ends once. */
export class FakeTasks implements WaitingTasks {
  readonly waiting = new Set<string>();
  readonly taken: { readonly token: string; readonly output: unknown }[] = [];
  isOut = false;

  async succeed(token: string, output: unknown): Promise<'taken' | 'closed'> {
    await this.#call();
    if (!this.waiting.delete(token)) return 'closed';
    this.taken.push({ token, output });
    return 'taken';
  }

  async isWaiting(token: string): Promise<boolean> {
    await this.#call();
    return this.waiting.has(token);
  }

  #call(): Promise<void> {
    return this.isOut
      ? Promise.reject(new StoreUnavailableError('Step Functions service', new Error('injected')))
      : new Promise((resolve) => setImmediate(resolve));
  }
}

/** Everything that deals with approvals, over a clock that a test moves. */
export function anApprovalWorld<Store extends ApprovalStore>(store: Store) {
  const time = { now: ASKED_AT };
  const tasks = new FakeTasks();
  const groups = new Map([
    ['ada', ['approver']],
    ['bob', ['approver', 'viewer']],
    ['vera', ['viewer', 'operator']],
  ]);
  const holds: string[] = [];
  const undelivered: unknown[] = [];
  const gone = { checkpoint: false, lock: false };
  const ended = new Set<string>();
  const held: Held = {
    checkpoint: ({ run_id, step }, until) => {
      holds.push(`${run_id}/${step} until ${until - ASKED_AT}`);
      return Promise.resolve(!gone.checkpoint);
    },
    lock: ({ resource, fence }, until) => {
      holds.push(`${resource}#${fence} until ${until - ASKED_AT}`);
      return Promise.resolve(!gone.lock);
    },
  };
  const deps = {
    store,
    tasks,
    held,
    clock: { now: () => time.now },
    executions: { hasEnded: (execution: string) => Promise.resolve(ended.has(execution)) },
    people: { groupsOf: (name: string) => Promise.resolve(groups.get(name)) },
    timeoutMs: TIMEOUT_MS,
    warnBeforeMs: WARN_BEFORE_MS,
    acceptsRawCallbacks: false,
    onUndelivered: (error: unknown) => undelivered.push(error),
  };
  const id = anApproval().approval_id;
  return {
    ...{ store, tasks, time, groups, holds, undelivered, gone, ended, deps, id },
    ask: (token = 'token-1', question: Question = aQuestion()) => {
      tasks.waiting.add(token);
      return ask(deps, question, token);
    },
    decide: (actor: string, change: Partial<Verdict> = {}) =>
      decide(deps, {
        approvalId: id,
        decision: 'approve',
        planHash: 'sha256:plan',
        actor,
        via: 'api',
        authority: 'pool',
        ...change,
      }),
    confirm: (question: Question = aQuestion()) => confirm(deps, question, { callback: 'failure' }),
    watch: () => watchApprovals(deps),
    close: () => closeForExecution(deps, anApproval().execution_id, 'its execution was stopped'),
    audit: () => store.auditLines(id, 100),
  };
}

export const aWorld = () => anApprovalWorld(new InMemoryApprovalStore());
