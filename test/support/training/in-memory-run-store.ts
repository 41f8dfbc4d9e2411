import type { HeldLock } from '../../../lib/contracts/lock-item.ts';
import type { RunItem } from '../../../lib/contracts/run-item.ts';
import { LockLostError } from '../../../lib/runbooks/lock-errors.ts';
import { StoreUnavailableError } from '../../../lib/shared/store-errors.ts';
import { isOver } from '../../../lib/training/directives.ts';
import { RunChangedError, TargetGoneError } from '../../../lib/training/errors.ts';
import type { RunEffects, RunPage, RunStore, RunSummary } from '../../../lib/training/ports.ts';

/** Gives way to other callers at each call, as a network does. */
const yieldTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

export class InMemoryRunStore implements RunStore {
  readonly runs = new Map<string, RunItem>();
  readonly lines = new Map<string, RunSummary>();
  readonly runaways = new Set<string>();
  rollbacks = 0;
  /** Sort keys of the checkpoints' records that stand, committed. */
  readonly committed = new Set<string>();
  readonly locks = new Map<string, Omit<HeldLock, 'resource'>>();
  reads = 0;
  saves = 0;
  isOut = false;

  async read(runId: string): Promise<RunItem | undefined> {
    this.reads += 1;
    await this.#call();
    return this.runs.get(runId);
  }

  async create(run: RunItem): Promise<RunItem> {
    await this.#call();
    const standing = this.runs.get(run.run_id);
    if (standing) return standing;
    this.runs.set(run.run_id, run);
    this.lines.set(run.run_id, summaryOf(run));
    return run;
  }

  async save(next: RunItem, { list, runaway, requires, lock, rollback }: RunEffects = {}): Promise<void> {
    this.saves += 1;
    await this.#call();
    const standing = this.runs.get(next.run_id);
    if (standing?.change_id === next.change_id) return;
    if (lock && !this.#isHeld(lock)) throw new LockLostError(lock);
    if (standing?.version !== next.version - 1) throw new RunChangedError(next.run_id);
    if (requires && !this.committed.has(requires.sk)) throw new TargetGoneError(requires);
    this.runs.set(next.run_id, next);
    if (rollback) this.rollbacks += 1;
    if (list === true) this.lines.set(next.run_id, summaryOf(next));
    if (runaway === 'mark') this.runaways.add(next.run_id);
    if (runaway === 'unmark') this.runaways.delete(next.run_id);
  }

  async list({ limit, after }: { readonly limit: number; readonly after?: string }): Promise<RunPage> {
    await this.#call();
    const all = [...this.lines.values()]
      .filter(({ run_id }) => after === undefined || run_id < after)
      .toSorted((one, other) => (one.run_id < other.run_id ? 1 : -1));
    const items = all.slice(0, limit);
    const last = items.at(-1);
    return { items, ...(all.length > limit && last && { next: last.run_id }) };
  }

  async active({ limit, after = '' }: { readonly limit: number; readonly after?: string }) {
    await this.#call();
    const ids = [...this.runs.values()].filter((run) => !isOver(run)).map(({ run_id }) => run_id);
    return ids
      .toSorted()
      .filter((id) => id > after)
      .slice(0, limit);
  }

  async refreshSummary(run: RunItem): Promise<void> {
    await this.#call();
    const standing = this.lines.get(run.run_id);
    if (!standing || standing.version < run.version) this.lines.set(run.run_id, summaryOf(run));
  }

  #isHeld({ resource, owner, fence }: HeldLock): boolean {
    const held = this.locks.get(resource);
    return held?.owner === owner && held.fence === fence;
  }

  async #call(): Promise<void> {
    await yieldTurn();
    if (this.isOut) throw new StoreUnavailableError('control table', new Error('injected'));
  }
}

function summaryOf(run: RunItem): RunSummary {
  const { run_id, version, attempt, status, created_at, lr_multiplier, rollbacks_used, latest } = run;
  return {
    ...{ run_id, version, attempt, status, created_at, lr_multiplier, rollbacks_used, latest },
    ...(run.metrics_at !== undefined && { metrics_at: run.metrics_at }),
    ...(run.last_step !== undefined && { last_step: run.last_step }),
  };
}
