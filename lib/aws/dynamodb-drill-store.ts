import {
  GetItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import {
  drillItem,
  drillState,
  drillSummary,
  type DrillItem,
  type DrillState,
} from '../contracts/drill-item.ts';
import { DRILL_KEYS } from '../contracts/drill-keys.ts';
import type { DrillPage, DrillStore } from '../runbooks/drills/ports.ts';
import { callStore } from './store-failure.ts';
import { transact, type Transactor } from './transact.ts';

type Item = Record<string, AttributeValue>;

const openItem = v.object({ drill_id: v.string() });

/** Drills in the control table: a record and a line each, the one that runs, and when the newest was complete. */
export class DynamoDbDrillStore implements DrillStore {
  readonly #transactor: Transactor;
  readonly #table: string;

  constructor(transactor: Transactor, table: string) {
    this.#transactor = transactor;
    this.#table = table;
  }

  async begin(drill: DrillItem): Promise<DrillItem> {
    const { drill_id } = drill;
    const isNew = { ConditionExpression: 'attribute_not_exists(pk)' };
    const refused = await transact(this.#transactor, () => [
      { Put: { TableName: this.#table, Item: marshall({ ...DRILL_KEYS.open, drill_id }), ...isNew } },
      {
        Put: {
          TableName: this.#table,
          Item: marshall({ ...DRILL_KEYS.record(drill_id), ...drill }),
          ...isNew,
        },
      },
      this.#listed(drill),
    ]);
    if (!refused) return drill;
    return (await this.read(drill_id)) ?? (await this.running()) ?? this.begin(drill);
  }

  async read(id: string): Promise<DrillItem | undefined> {
    const item = await this.#get(DRILL_KEYS.record(id));
    return item && v.parse(drillItem, unmarshall(item));
  }

  async running(): Promise<DrillItem | undefined> {
    const item = await this.#get(DRILL_KEYS.open);
    return item && this.read(v.parse(openItem, unmarshall(item)).drill_id);
  }

  async complete(drill: DrillItem): Promise<void> {
    const { drill_id, ended_at } = drill;
    await transact(this.#transactor, () => [
      {
        Delete: {
          TableName: this.#table,
          Key: marshall(DRILL_KEYS.open),
          ConditionExpression: 'drill_id = :own',
          ExpressionAttributeValues: marshall({ ':own': drill_id }),
        },
      },
      { Put: { TableName: this.#table, Item: marshall({ ...DRILL_KEYS.record(drill_id), ...drill }) } },
      this.#listed(drill),
      {
        Update: {
          TableName: this.#table,
          Key: marshall(DRILL_KEYS.state),
          UpdateExpression: 'SET completed_at = :at, since = if_not_exists(since, :at)',
          ExpressionAttributeValues: marshall({ ':at': ended_at }),
        },
      },
    ]);
  }

  async list({ limit, after }: Parameters<DrillStore['list']>[0]): Promise<DrillPage> {
    const command = new QueryCommand({
      TableName: this.#table,
      KeyConditionExpression: after === undefined ? 'pk = :pk' : 'pk = :pk AND sk < :after',
      ExpressionAttributeValues: marshall({
        ':pk': DRILL_KEYS.list,
        ...(after !== undefined && { ':after': after }),
      }),
      ScanIndexForward: false,
      ConsistentRead: true,
      // One more says whether there are more.
      Limit: limit + 1,
    });
    const { Items = [] } = await this.#call(() => this.#transactor.client.send(command));
    const items = Items.slice(0, limit).map((item) => v.parse(drillSummary, unmarshall(item)));
    const last = items.at(-1);
    return { items, ...(Items.length > limit && last && { next: last.drill_id }) };
  }

  async state(now: number): Promise<DrillState> {
    const command = new UpdateItemCommand({
      TableName: this.#table,
      Key: marshall(DRILL_KEYS.state),
      UpdateExpression: 'SET since = if_not_exists(since, :now)',
      ExpressionAttributeValues: marshall({ ':now': now }),
      ReturnValues: 'ALL_NEW',
    });
    const { Attributes = {} } = await this.#call(() => this.#transactor.client.send(command));
    return v.parse(drillState, unmarshall(Attributes));
  }

  #listed(drill: DrillItem) {
    const summary = v.parse(drillSummary, drill);
    const Item = marshall({ ...DRILL_KEYS.line(summary.drill_id), ...summary });
    return { Put: { TableName: this.#table, Item } };
  }

  async #get(key: Record<string, string>): Promise<Item | undefined> {
    const command = new GetItemCommand({ TableName: this.#table, Key: marshall(key), ConsistentRead: true });
    return (await this.#call(() => this.#transactor.client.send(command))).Item;
  }

  #call<T>(call: () => Promise<T>): Promise<T> {
    return callStore(this.#transactor.store, call);
  }
}
