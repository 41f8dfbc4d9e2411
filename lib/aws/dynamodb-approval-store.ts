import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type AttributeValue,
  type CancellationReason,
  type QueryCommandInput,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import type { ApprovalPage, ApprovalStore, OpenApproval, Trace } from '../approvals/ports.ts';
import type { AuditLine } from '../contracts/approval-audit.ts';
import type { ApprovalItem } from '../contracts/approval-item.ts';
import type { TimelineLine } from '../contracts/incident-item.ts';
import { APPROVAL_KEYS } from '../contracts/runbook-keys.ts';
import { StoreUnavailableError } from '../shared/store-errors.ts';
import { auditToItem, itemToApproval, itemToAudit } from './approval-items.ts';
import { ApprovalWrites } from './approval-writes.ts';
import { everyItem } from './every-item.ts';
import { callStore } from './store-failure.ts';
import { transact, type Transactor } from './transact.ts';

type Item = Record<string, AttributeValue>;

/** A page of one status is filtered from all: it reads so many pages of the list at most, and may be short then. */
const MOST_READS = 5;
/** What stands can change between a look and the write that goes by it, but only from pending to settled. */
const MOST_LOOKS = 3;

const tokenItem = v.object({ tokens: v.set(v.string()) });
const openLine = v.object({ approval_id: v.string(), execution_id: v.string() });

/**
 * Approvals in the control table: a partition each, with the audit beside the record, and one for the tokens; two lists,
 * of all (whole, so that a page is one query) and of those that are not done with. Every change is one transaction.
 */
export class DynamoDbApprovalStore implements ApprovalStore {
  readonly #transactor: Transactor;
  readonly #table: string;
  readonly #writes: ApprovalWrites;

  constructor(transactor: Transactor, table: string) {
    this.#transactor = transactor;
    this.#table = table;
    this.#writes = new ApprovalWrites(table);
  }

  async read(id: string): Promise<ApprovalItem | undefined> {
    const item = await this.#get(APPROVAL_KEYS.record(id));
    return item && itemToApproval(item);
  }

  async tokens(id: string): Promise<readonly string[]> {
    const item = await this.#get(APPROVAL_KEYS.token(id));
    return item ? [...v.parse(tokenItem, unmarshall(item)).tokens] : [];
  }

  async ask(approval: ApprovalItem, token: string, trace: Trace): Promise<ApprovalItem> {
    const id = approval.approval_id;
    if (!(await this.#write(this.#writes.create(approval, token, trace)))) return approval;
    for (let looks = 1; looks <= MOST_LOOKS; looks += 1) {
      const standing = await this.read(id);
      if (!standing) break;
      const isPending = standing.status === 'pending';
      const writes = isPending
        ? this.#writes.addToken(standing, token)
        : this.#writes.tellAgain(standing, token);
      if (!(await this.#write(writes))) return isPending ? standing : { ...standing, callback: 'due' };
    }
    throw new StoreUnavailableError(
      this.#transactor.store,
      new Error(`The approval ${id} changed all the time`),
    );
  }

  async settle(settled: ApprovalItem, trace: Trace): Promise<ApprovalItem> {
    const refused = await this.#write(this.#writes.settle(settled, trace));
    if (!refused) return settled;
    return (await this.read(settled.approval_id)) ?? settled;
  }

  async warn(approval: ApprovalItem, at: number, timeline: TimelineLine): Promise<boolean> {
    return !(await this.#write(this.#writes.warn(approval, at, timeline)));
  }

  async told(id: string, tokens: readonly string[]): Promise<void> {
    await this.#write(this.#writes.told(id, tokens));
  }

  async audit(id: string, line: AuditLine): Promise<void> {
    const command = new PutItemCommand({
      TableName: this.#table,
      Item: auditToItem(id, line),
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    try {
      await this.#call(() => this.#transactor.client.send(command));
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }

  async auditLines(id: string, limit: number): Promise<readonly AuditLine[]> {
    const { Items = [] } = await this.#query({
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :lines)',
      ExpressionAttributeValues: marshall({
        ':pk': APPROVAL_KEYS.record(id).pk,
        ':lines': APPROVAL_KEYS.audit(id, '').sk,
      }),
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: limit,
    });
    return Items.map(itemToAudit).toReversed();
  }

  async list({ limit, after, status }: Parameters<ApprovalStore['list']>[0]): Promise<ApprovalPage> {
    const items: ApprovalItem[] = [];
    let next = after;
    for (let reads = 0; reads < MOST_READS; reads += 1) {
      const page = await this.#listPage(limit - items.length, next);
      items.push(...page.items.filter((approval) => status === undefined || approval.status === status));
      next = page.next;
      if (next === undefined || items.length === limit) break;
    }
    return { items, ...(next !== undefined && { next }) };
  }

  async open(): Promise<readonly OpenApproval[]> {
    const items = await everyItem(
      { ...this.#transactor, table: this.#table },
      { where: 'pk = :pk', values: { ':pk': APPROVAL_KEYS.open } },
    );
    return items.map((item) => v.parse(openLine, item));
  }

  async #listPage(limit: number, after: string | undefined): Promise<ApprovalPage> {
    const { Items = [] } = await this.#query({
      KeyConditionExpression: after === undefined ? 'pk = :pk' : 'pk = :pk AND sk < :after',
      ExpressionAttributeValues: marshall({
        ':pk': APPROVAL_KEYS.list,
        ...(after !== undefined && { ':after': after }),
      }),
      ScanIndexForward: false,
      ConsistentRead: true,
      // One more says whether there are more.
      Limit: limit + 1,
    });
    const items = Items.slice(0, limit).map(itemToApproval);
    const last = items.at(-1);
    return { items, ...(Items.length > limit && last && { next: last.approval_id }) };
  }

  async #get(key: Record<string, string>): Promise<Item | undefined> {
    const command = new GetItemCommand({
      TableName: this.#table,
      Key: marshall(key),
      ConsistentRead: true,
    });
    return (await this.#call(() => this.#transactor.client.send(command))).Item;
  }

  #query(input: Omit<QueryCommandInput, 'TableName'>) {
    const command = new QueryCommand({ TableName: this.#table, ...input });
    return this.#call(() => this.#transactor.client.send(command));
  }

  #write(items: readonly TransactWriteItem[]): Promise<readonly CancellationReason[] | undefined> {
    return transact(this.#transactor, () => items);
  }

  #call<T>(call: () => Promise<T>): Promise<T> {
    return callStore(this.#transactor.store, call);
  }
}
