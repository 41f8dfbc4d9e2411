import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  UpdateItemCommand,
  type AttributeValue,
  type DynamoDBClient,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { openExecution, type ExecutionItem, type OpenExecution } from '../contracts/execution-item.ts';
import { EXECUTION_KEYS, LOCK_KEYS } from '../contracts/runbook-keys.ts';
import { CONTROL_TABLE } from '../contracts/tables.ts';
import type {
  Admission,
  Ending,
  ExecutionFilter,
  ExecutionPage,
  ExecutionStore,
  LockClaim,
} from '../runbooks/ports.ts';
import { StandingChangedError } from '../runbooks/store-errors.ts';
import { everyItem } from './every-item.ts';
import { listExecutions } from './execution-list.ts';
import { goingOnWithIncident } from './incident-conditions.ts';
import { executionItemAt, gatePut, lockPut, parseExecution } from './runbook-items.ts';
import { callStore } from './store-failure.ts';
import { transact, type Transactor } from './transact.ts';
import { assign } from './update-expression.ts';

const STORE = 'control table';
const { ttl } = CONTROL_TABLE;
const IS_NEW = 'attribute_not_exists(pk)';
const IS_OPEN = '#status IN (:starting, :running)';
const OPEN_VALUES = marshall({ ':starting': 'starting', ':running': 'running' });
const DAY_MS = 86_400_000;
/** As long as Step Functions keeps an execution's history, and its name from being used again. */
const KEPT_MS = 90 * DAY_MS;
/** An Idempotency-Key counts for 24 h. */
const REQUEST_KEPT_MS = 2 * DAY_MS;

export type ExecutionTransactor = Omit<Transactor, 'client' | 'store'>;

/**
 * Executions in the control table. A live one begins with a transaction of five items (10 write units) and ends with one
 * of four (8), besides a unit each for having begun and for being closed.
 */
export class DynamoDbExecutionStore implements ExecutionStore {
  readonly #client: DynamoDBClient;
  readonly #table: string;
  readonly #transactor: Transactor;

  constructor(client: DynamoDBClient, table: string, transactor: ExecutionTransactor) {
    this.#client = client;
    this.#table = table;
    this.#transactor = { ...transactor, client, store: STORE };
  }

  async read(id: string): Promise<ExecutionItem | undefined> {
    const item = await this.#get(EXECUTION_KEYS.record(id));
    return item && parseExecution(item);
  }

  async ofRequest(request: string): Promise<string | undefined> {
    const item = await this.#get(EXECUTION_KEYS.request(request));
    return item && v.parse(requestItem, unmarshall(item)).execution_id;
  }

  async admit(admission: Admission): Promise<void> {
    const { execution, gate, lock, whileOpen } = admission;
    const { execution_id, runbook, mode, created_at: now } = execution;
    const open: OpenExecution = { execution_id, runbook, mode };
    await this.#writeAll(`What execution ${execution_id} needs`, [
      {
        Put: {
          TableName: this.#table,
          Item: executionItemAt(EXECUTION_KEYS.record(execution_id), execution),
          ConditionExpression: IS_NEW,
        },
      },
      this.#put(executionItemAt(EXECUTION_KEYS.line(execution_id), execution)),
      this.#put(marshall({ ...EXECUTION_KEYS.openLine(execution_id), ...open })),
      ...(gate ? [{ Put: gatePut(this.#table, gate) }] : []),
      ...(lock ? [{ Put: lockPut(this.#table, lock, now) }] : []),
      ...(whileOpen === undefined ? [] : [goingOnWithIncident(this.#table, whileOpen)]),
      ...this.#requestOf(admission),
    ]);
  }

  async began(id: string): Promise<boolean> {
    const { Attributes } = await this.#update(id, { status: 'running' });
    return Attributes !== undefined;
  }

  async noteStop(id: string, stop: NonNullable<ExecutionItem['stop']>): Promise<ExecutionItem | undefined> {
    const { Attributes, standing } = await this.#update(id, { stop }, 'attribute_not_exists(#stop)');
    const item = Attributes ?? standing;
    return item && parseExecution(item);
  }

  async end({ execution, gate, release }: Ending): Promise<void> {
    const { execution_id: id, status, ended_at, error, cause, found_nothing } = execution;
    const change = assign({
      status,
      ended_at,
      error,
      cause,
      found_nothing,
      [ttl]: Math.ceil(((ended_at ?? 0) + KEPT_MS) / 1_000),
    });
    const record = { TableName: this.#table, Key: marshall(EXECUTION_KEYS.record(id)), ...change };
    const values = { ...change.ExpressionAttributeValues, ...OPEN_VALUES };
    await this.#writeAll(`Execution ${id}`, [
      { Update: { ...record, ConditionExpression: IS_OPEN, ExpressionAttributeValues: values } },
      { Update: { ...record, Key: marshall(EXECUTION_KEYS.line(id)) } },
      ...(gate ? [{ Put: gatePut(this.#table, gate) }] : []),
      ...(release ? [this.#release(release)] : []),
    ]);
  }

  async close(id: string): Promise<void> {
    const Key = marshall(EXECUTION_KEYS.openLine(id));
    await callStore(STORE, () => this.#client.send(new DeleteItemCommand({ TableName: this.#table, Key })));
  }

  async open(): Promise<readonly OpenExecution[]> {
    const items = await everyItem(
      { client: this.#client, table: this.#table, store: STORE },
      { where: 'pk = :open', values: { ':open': EXECUTION_KEYS.open } },
    );
    return items.map((item) => v.parse(openExecution, item));
  }

  async list(
    page: { readonly limit: number; readonly after?: string },
    filter: ExecutionFilter,
  ): Promise<ExecutionPage> {
    return listExecutions(this.#client, { table: this.#table, page, filter });
  }

  /** @throws StandingChangedError */
  async #writeAll(what: string, items: readonly TransactWriteItem[]): Promise<void> {
    const refused = await transact(this.#transactor, () => items);
    if (refused) throw new StandingChangedError(what);
  }

  #requestOf({ execution, request }: Admission): readonly TransactWriteItem[] {
    if (request === undefined) return [];
    const Item = marshall({
      ...EXECUTION_KEYS.request(request),
      execution_id: execution.execution_id,
      [ttl]: Math.ceil((execution.created_at + REQUEST_KEPT_MS) / 1_000),
    });
    return [{ Put: { TableName: this.#table, Item, ConditionExpression: IS_NEW } }];
  }

  #release({ resource, owner, fence }: LockClaim): TransactWriteItem {
    return {
      Update: {
        TableName: this.#table,
        Key: marshall(LOCK_KEYS.lock(resource)),
        UpdateExpression: 'REMOVE #owner, #until',
        ConditionExpression: '#owner = :owner AND fence = :fence',
        ExpressionAttributeNames: { '#owner': 'owner', '#until': 'until' },
        ExpressionAttributeValues: marshall({ ':owner': owner, ':fence': fence }),
      },
    };
  }

  #put(Item: Record<string, AttributeValue>): TransactWriteItem {
    return { Put: { TableName: this.#table, Item } };
  }

  async #get(key: Readonly<Record<string, string>>): Promise<Record<string, AttributeValue> | undefined> {
    const command = new GetItemCommand({ TableName: this.#table, Key: marshall(key), ConsistentRead: true });
    return (await callStore(STORE, () => this.#client.send(command))).Item;
  }

  /** Of a record that has not ended. `standing`: what stood in the way. */
  async #update(
    id: string,
    attributes: Readonly<Record<string, unknown>>,
    condition = IS_OPEN,
  ): Promise<{ Attributes?: Record<string, AttributeValue>; standing?: Record<string, AttributeValue> }> {
    const { UpdateExpression, ExpressionAttributeNames, ExpressionAttributeValues } = assign(attributes);
    const command = new UpdateItemCommand({
      TableName: this.#table,
      Key: marshall(EXECUTION_KEYS.record(id)),
      UpdateExpression,
      ConditionExpression: condition === IS_OPEN ? IS_OPEN : `${IS_OPEN} AND ${condition}`,
      ExpressionAttributeNames: { ...ExpressionAttributeNames, '#status': 'status' },
      ExpressionAttributeValues: { ...ExpressionAttributeValues, ...OPEN_VALUES },
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      const { Attributes } = await callStore(STORE, () => this.#client.send(command));
      return Attributes ? { Attributes } : {};
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return error.Item ? { standing: error.Item } : {};
    }
  }
}

const requestItem = v.object({ execution_id: v.string() });
