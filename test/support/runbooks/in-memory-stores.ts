import type { ExecutionItem, OpenExecution } from '../../../lib/contracts/execution-item.ts';
import type { GateItem } from '../../../lib/contracts/gate-item.ts';
import type { LockItem } from '../../../lib/contracts/lock-item.ts';
import { LockLostError } from '../../../lib/runbooks/lock-errors.ts';
import type {
  Admission,
  Ending,
  ExecutionFilter,
  ExecutionPage,
  ExecutionStore,
  GateStore,
  LockClaim,
  LockStore,
} from '../../../lib/runbooks/ports.ts';
import { StandingChangedError } from '../../../lib/runbooks/store-errors.ts';

/** Each write happens at once, after a turn of the event loop: callers get in each other's way. */
export class InMemoryRunbookStores {
  readonly records = new Map<string, ExecutionItem>();
  readonly openLines = new Map<string, OpenExecution>();
  readonly gateItems = new Map<string, GateItem>();
  readonly lockItems = new Map<string, LockItem>();
  readonly requests = new Map<string, string>();
  readonly #turn: () => Promise<void>;

  constructor(turn: () => Promise<void> = () => Promise.resolve()) {
    this.#turn = turn;
  }

  readonly locks: LockStore = {
    read: (resource) => this.#later(() => this.lockItems.get(resource)),
    renew: (claim, until) =>
      this.#later(() => {
        const lock = this.lockItems.get(claim.resource);
        if (!lock || !holds(lock, claim)) throw new LockLostError(claim);
        this.lockItems.set(claim.resource, { ...lock, until: Math.max(until, lock.until ?? 0) });
      }),
  };

  readonly gates: GateStore = {
    read: (runbook, resource) => this.#later(() => this.gateItems.get(gateKey({ runbook, resource }))),
    save: (gate) =>
      this.#later(() => {
        this.#checkGate(gate);
        this.gateItems.set(gateKey(gate), gate);
      }),
  };

  readonly executions: ExecutionStore = {
    read: (id) => this.#later(() => this.records.get(id)),
    ofRequest: (request) => this.#later(() => this.requests.get(request)),
    admit: (admission) =>
      this.#later(() => {
        this.#admit(admission);
      }),
    began: (id) =>
      this.#later(() => {
        const record = this.records.get(id);
        if (!record || !isOpen(record)) return false;
        this.records.set(id, { ...record, status: 'running' });
        return true;
      }),
    noteStop: (id, stop) =>
      this.#later(() => {
        const record = this.records.get(id);
        if (record && isOpen(record) && !record.stop) this.records.set(id, { ...record, stop });
        return this.records.get(id);
      }),
    end: (ending) =>
      this.#later(() => {
        this.#end(ending);
      }),
    close: (id) =>
      this.#later(() => {
        this.openLines.delete(id);
      }),
    open: () => this.#later(() => [...this.openLines.values()].toSorted(byId)),
    list: (page, filter) => this.#later(() => this.#list(page, filter)),
  };

  async #later<T>(work: () => T): Promise<T> {
    await this.#turn();
    return work();
  }

  #checkGate(gate: GateItem): void {
    if ((this.gateItems.get(gateKey(gate))?.version ?? 0) !== gate.version - 1)
      throw new StandingChangedError('The gate');
  }

  #admit({ execution, gate, lock, request }: Admission): void {
    const { execution_id, runbook, mode, created_at: now } = execution;
    if (this.records.has(execution_id)) throw new StandingChangedError('The record');
    if (request !== undefined && this.requests.has(request)) throw new StandingChangedError('The request');
    if (gate) this.#checkGate(gate);
    if (lock) {
      const standing = this.lockItems.get(lock.resource);
      const isFree = standing?.owner === undefined || (standing.until ?? 0) <= now;
      if ((standing?.fence ?? 0) !== lock.fence - 1 || !isFree) throw new StandingChangedError('The lock');
      this.lockItems.set(lock.resource, lock);
    }
    if (gate) this.gateItems.set(gateKey(gate), gate);
    if (request !== undefined) this.requests.set(request, execution_id);
    this.records.set(execution_id, execution);
    this.openLines.set(execution_id, { execution_id, runbook, mode });
  }

  #end({ execution, gate, release }: Ending): void {
    const standing = this.records.get(execution.execution_id);
    if (!standing || !isOpen(standing)) throw new StandingChangedError('The record');
    if (gate) this.#checkGate(gate);
    const lock = release && this.lockItems.get(release.resource);
    if (release && (!lock || !holds(lock, release))) throw new StandingChangedError('The lock');
    if (gate) this.gateItems.set(gateKey(gate), gate);
    if (lock) this.lockItems.set(lock.resource, { resource: lock.resource, fence: lock.fence });
    const { stop } = standing;
    this.records.set(execution.execution_id, { ...execution, ...(stop && { stop }) });
  }

  #list(
    { limit, after }: { readonly limit: number; readonly after?: string },
    { runbook, statuses }: ExecutionFilter,
  ): ExecutionPage {
    const matching = [...this.records.values()]
      .toSorted((one, other) => byId(other, one))
      .filter(({ execution_id: id }) => after === undefined || id < after)
      .filter((record) => runbook === undefined || record.runbook === runbook)
      .filter(({ status }) => statuses === undefined || statuses.includes(status));
    const items = matching.slice(0, limit);
    const last = items.at(-1);
    return { items, ...(last && matching.length > limit && { next: last.execution_id }) };
  }
}

const holds = (lock: LockItem, { owner, fence }: LockClaim): boolean =>
  lock.owner === owner && lock.fence === fence;

const isOpen = ({ status }: ExecutionItem): boolean => status === 'starting' || status === 'running';

const gateKey = ({ runbook, resource }: Pick<GateItem, 'runbook' | 'resource'>): string =>
  JSON.stringify([runbook, resource]);

const byId = (one: { execution_id: string }, other: { execution_id: string }): number =>
  one.execution_id < other.execution_id ? -1 : 1;
