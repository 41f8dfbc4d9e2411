import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  TransactionConflictException,
  type AttributeValue,
  type DynamoDBClient,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { runItem, type RunItem } from '../contracts/run-item.ts';
import { LATEST_KEYS } from '../contracts/latest-keys.ts';
import { RUN_KEYS } from '../contracts/tables.ts';
import { LockLostError } from '../runbooks/lock-errors.ts';
import { StoreUnavailableError } from '../shared/store-errors.ts';
import { isOver } from '../training/directives.ts';
import { RunChangedError, TargetGoneError } from '../training/errors.ts';
import type { RunEffects, RunPage, RunStore } from '../training/ports.ts';
import { itemOf, lineOf, parseLine } from './run-items.ts';
import { whileLockIsHeld } from './held-lock.ts';
import { callStore } from './store-failure.ts';
import { cancellationOf } from './transaction-failure.ts';

const STORE = 'control table';
const IS_NEW = 'attribute_not_exists(pk)';
const IS_NEXT = 'version = :before';
const IS_NEWER = `${IS_NEW} OR version < :version`;
const IS_COMMITTED = '#state = :committed';

type Item = Record<string, AttributeValue>;

/**
 * Runs in the control table. A save without effects is one conditional write of the item (about 20 units with full
 * windows), with effects a transaction, which costs twice that.
 */
export class DynamoDbRunStore implements RunStore {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async read(runId: string): Promise<RunItem | undefined> {
    const command = new GetItemCommand({
      TableName: this.#table,
      Key: marshall(RUN_KEYS.item(runId)),
      ConsistentRead: true,
    });
    const { Item } = await callStore(STORE, () => this.#client.send(command));
    return Item && parseRun(Item);
  }

  async create(run: RunItem): Promise<RunItem> {
    try {
      await this.#transact([
        { Put: { ...this.#put(itemOf(run)), ConditionExpression: IS_NEW } },
        { Put: this.#put(lineOf(run)) },
        { Put: this.#put(marshall(RUN_KEYS.activeLine(run.run_id))) },
      ]);
      return run;
    } catch (error) {
      const cancelled = cancellationOf(STORE, error);
      if (!cancelled) throw error;
      // Whoever was in the way has made it, or is about to.
      const standing = await this.read(run.run_id);
      if (!standing) throw new RunChangedError(run.run_id, error);
      return standing;
    }
  }

  async save(next: RunItem, effects: RunEffects = {}): Promise<void> {
    const { list = false, runaway, requires, lock, rollback } = effects;
    if (list || runaway || requires || lock || rollback) await this.#saveAll(next, effects);
    else await this.#saveItem(next);
  }

  async list({ limit, after }: { readonly limit: number; readonly after?: string }): Promise<RunPage> {
    const command = new QueryCommand({
      TableName: this.#table,
      KeyConditionExpression: after === undefined ? 'pk = :runs' : 'pk = :runs AND sk < :after',
      ExpressionAttributeValues: marshall({
        ':runs': RUN_KEYS.list,
        ...(after !== undefined && { ':after': after }),
      }),
      ScanIndexForward: false,
      Limit: limit,
    });
    const { Items = [], LastEvaluatedKey } = await callStore(STORE, () => this.#client.send(command));
    const items = Items.map((item) => parseLine(unmarshall(item)));
    const last = items.at(-1);
    return { items, ...(LastEvaluatedKey && last && { next: last.run_id }) };
  }

  async active({
    limit,
    after = '#',
  }: {
    readonly limit: number;
    readonly after?: string;
  }): Promise<readonly string[]> {
    const command = new QueryCommand({
      TableName: this.#table,
      KeyConditionExpression: 'pk = :active AND sk > :after',
      ExpressionAttributeValues: marshall({ ':active': RUN_KEYS.active, ':after': after }),
      Limit: limit,
    });
    const { Items = [] } = await callStore(STORE, () => this.#client.send(command));
    return Items.map((item) => v.parse(activeLine, unmarshall(item)).sk);
  }

  async refreshSummary(run: RunItem): Promise<void> {
    const command = new PutItemCommand({
      ...this.#put(lineOf(run)),
      ConditionExpression: IS_NEWER,
      ExpressionAttributeValues: marshall({ ':version': run.version }),
    });
    try {
      await callStore(STORE, () => this.#client.send(command));
    } catch (error) {
      // A newer line stands, or is being written.
      if (!(error instanceof ConditionalCheckFailedException) && !isConflict(error)) throw error;
    }
  }

  async #saveItem(next: RunItem): Promise<void> {
    const command = new PutItemCommand({
      ...this.#put(itemOf(next)),
      ConditionExpression: IS_NEXT,
      ExpressionAttributeValues: marshall({ ':before': next.version - 1 }),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      await callStore(STORE, () => this.#client.send(command));
    } catch (error) {
      if (isConflict(error)) throw new RunChangedError(next.run_id, error);
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      // The SDK tries again when an answer is lost: what stands in the way may be our own first try.
      if (error.Item?.['change_id']?.S !== next.change_id) throw new RunChangedError(next.run_id, error);
    }
  }

  async #saveAll(next: RunItem, { list, runaway, requires, lock, rollback }: RunEffects): Promise<void> {
    const writes: TransactWriteItem[] = [
      {
        Put: {
          ...this.#put(itemOf(next)),
          ConditionExpression: IS_NEXT,
          ExpressionAttributeValues: marshall({ ':before': next.version - 1 }),
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        },
      },
      ...(requires ? [this.#committed(marshall(requires))] : []),
      ...(lock ? [whileLockIsHeld(this.#table, lock)] : []),
      ...(list ? [{ Put: this.#put(lineOf(next)) }] : []),
      ...(runaway ? [this.#mark(next, runaway)] : []),
      ...(rollback ? [this.#countRollback()] : []),
      ...(isOver(next) ? [this.#delete(RUN_KEYS.activeLine(next.run_id))] : []),
    ];
    try {
      await this.#transact(writes);
    } catch (error) {
      const cancelled = cancellationOf(STORE, error);
      if (!cancelled) throw error;
      const [standing] = cancelled.reasons;
      const isChanged = cancelled.failed.includes(0);
      if (isChanged && standing?.Item?.['change_id']?.S === next.change_id) return;
      if (lock && cancelled.failed.includes(requires ? 2 : 1)) throw new LockLostError(lock);
      if (requires && !isChanged && cancelled.failed.includes(1)) throw new TargetGoneError(requires);
      throw new RunChangedError(next.run_id, error);
    }
  }

  /** The SDK gives its retries one token, so a repetition is the same transaction. */
  async #transact(TransactItems: TransactWriteItem[]): Promise<void> {
    await callStore(STORE, () => this.#client.send(new TransactWriteItemsCommand({ TransactItems })));
  }

  #put(item: Item): { TableName: string; Item: Item } {
    return { TableName: this.#table, Item: item };
  }

  #committed(Key: Item): TransactWriteItem {
    return {
      ConditionCheck: {
        TableName: this.#table,
        Key,
        ConditionExpression: IS_COMMITTED,
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: marshall({ ':committed': 'committed' }),
      },
    };
  }

  #mark({ run_id, runaway }: RunItem, change: 'mark' | 'unmark'): TransactWriteItem {
    const key = RUN_KEYS.runaway(run_id);
    return change === 'mark' ? { Put: this.#put(marshall({ ...key, ...runaway })) } : this.#delete(key);
  }

  /** Two at once are in each other's way: the later one is tried again, as after any other change. */
  #countRollback(): TransactWriteItem {
    return {
      Update: {
        TableName: this.#table,
        Key: marshall(LATEST_KEYS.rollbacks),
        UpdateExpression: 'ADD #total :one',
        ExpressionAttributeNames: { '#total': 'total' },
        ExpressionAttributeValues: marshall({ ':one': 1 }),
      },
    };
  }

  #delete(key: Record<string, string>): TransactWriteItem {
    return { Delete: { TableName: this.#table, Key: marshall(key) } };
  }
}

const activeLine = v.object({ sk: v.string() });

const parseRun = (item: Item): RunItem => v.parse(runItem, unmarshall(item));

/** A transaction that is under way on the same item. */
function isConflict(error: unknown): boolean {
  const cause = error instanceof StoreUnavailableError ? error.cause : error;
  return cause instanceof TransactionConflictException;
}
