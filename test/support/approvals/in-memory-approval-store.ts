import type { ApprovalPage, ApprovalStore, OpenApproval, Trace } from '../../../lib/approvals/ports.ts';
import type { AuditLine } from '../../../lib/contracts/approval-audit.ts';
import type { ApprovalItem } from '../../../lib/contracts/approval-item.ts';
import type { TimelineLine } from '../../../lib/contracts/incident-item.ts';
import { StoreUnavailableError } from '../../../lib/shared/store-errors.ts';

/** Gives way to other callers at each call, as a network does. */
const yieldTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

export class InMemoryApprovalStore implements ApprovalStore {
  readonly approvals = new Map<string, ApprovalItem>();
  readonly waiting = new Map<string, Set<string>>();
  readonly opened = new Map<string, OpenApproval>();
  readonly audits = new Map<string, Map<string, AuditLine>>();
  readonly timeline = new Map<string, TimelineLine>();
  isOut = false;
  readonly #pass: () => Promise<void>;

  /** @param pass what each call waits for, before it does anything */
  constructor(pass: () => Promise<void> = yieldTurn) {
    this.#pass = pass;
  }

  async read(id: string): Promise<ApprovalItem | undefined> {
    await this.#call();
    return this.approvals.get(id);
  }

  async tokens(id: string): Promise<readonly string[]> {
    await this.#call();
    return [...(this.waiting.get(id) ?? [])];
  }

  async ask(approval: ApprovalItem, token: string, trace: Trace): Promise<ApprovalItem> {
    await this.#call();
    const id = approval.approval_id;
    const standing = this.approvals.get(id);
    this.waiting.set(id, new Set(this.waiting.get(id)).add(token));
    if (standing?.status === 'pending') return standing;
    const next = standing ? ({ ...standing, callback: 'due' } as const) : approval;
    this.approvals.set(id, next);
    this.opened.set(id, { approval_id: id, execution_id: next.execution_id });
    if (!standing) this.#trace(next, trace);
    return next;
  }

  async settle(settled: ApprovalItem, trace: Trace): Promise<ApprovalItem> {
    await this.#call();
    const id = settled.approval_id;
    const standing = this.approvals.get(id);
    if (standing && (standing.status !== 'pending' || standing.plan_hash !== settled.plan_hash))
      return standing;
    this.approvals.set(id, settled);
    this.#trace(settled, trace);
    if (settled.callback === 'none') {
      this.opened.delete(id);
      this.waiting.delete(id);
    }
    return settled;
  }

  async warn({ approval_id: id }: ApprovalItem, at: number, line: TimelineLine): Promise<boolean> {
    await this.#call();
    const standing = this.approvals.get(id);
    if (standing?.status !== 'pending' || standing.warned_at !== undefined) return false;
    this.approvals.set(id, { ...standing, warned_at: at });
    if (standing.incident_id !== undefined) this.timeline.set(line.id, line);
    return true;
  }

  async told(id: string, tokens: readonly string[]): Promise<void> {
    await this.#call();
    const standing = this.approvals.get(id);
    const waiting = this.waiting.get(id) ?? new Set();
    const isAll = waiting.size === tokens.length && tokens.every((token) => waiting.has(token));
    if (standing?.callback !== 'due' || !isAll) return;
    this.approvals.set(id, { ...standing, callback: 'done' });
    this.waiting.delete(id);
    this.opened.delete(id);
  }

  async audit(id: string, line: AuditLine): Promise<void> {
    await this.#call();
    this.#audit(id, line);
  }

  async auditLines(id: string, limit: number): Promise<readonly AuditLine[]> {
    await this.#call();
    const lines = [...(this.audits.get(id)?.values() ?? [])];
    return lines.toSorted((one, other) => (one.id < other.id ? -1 : 1)).slice(-limit);
  }

  async list({ limit, after, status }: Parameters<ApprovalStore['list']>[0]): Promise<ApprovalPage> {
    await this.#call();
    const rest = [...this.approvals.values()]
      .filter(({ approval_id: id }) => after === undefined || id < after)
      .filter((approval) => status === undefined || approval.status === status)
      .toSorted((one, other) => (one.approval_id < other.approval_id ? 1 : -1));
    const items = rest.slice(0, limit);
    const last = items.at(-1);
    return { items, ...(rest.length > limit && last && { next: last.approval_id }) };
  }

  async open(): Promise<readonly OpenApproval[]> {
    await this.#call();
    return [...this.opened.values()];
  }

  #trace(approval: ApprovalItem, { audit, timeline }: Trace): void {
    this.#audit(approval.approval_id, audit);
    if (approval.incident_id !== undefined) this.timeline.set(timeline.id, timeline);
  }

  #audit(id: string, line: AuditLine): void {
    const lines = this.audits.get(id) ?? new Map<string, AuditLine>();
    this.audits.set(id, lines);
    if (!lines.has(line.id)) lines.set(line.id, line);
  }

  async #call(): Promise<void> {
    await this.#pass();
    if (this.isOut) throw new StoreUnavailableError('control table', new Error('injected'));
  }
}
