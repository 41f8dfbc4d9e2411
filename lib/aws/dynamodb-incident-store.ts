import {
  ConditionalCheckFailedException,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type AttributeValue,
  type CancellationReason,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import {
  incidentItem,
  timelineLine,
  type IncidentItem,
  type TimelineLine,
} from '../contracts/incident-item.ts';
import { INCIDENT_KEYS } from '../contracts/runbook-keys.ts';
import { IncidentChangedError, IncidentNotFoundError } from '../incidents/errors.ts';
import type {
  BoundedLine,
  Effect,
  Idle,
  IncidentPageRequest,
  IncidentStore,
  IncidentSummary,
  LineBound,
  Page,
  PageRequest,
} from '../incidents/ports.ts';
import { appendBounded } from './bounded-lines.ts';
import { onceUnattended, whileIdle, whileIncidentIsOpen } from './incident-conditions.ts';
import { effectPuts, incidentExists, madeBy } from './incident-effects.ts';
import { incidentPuts, newTimelinePuts, timelinePuts, titleUpdates } from './incident-items.ts';
import { callStore } from './store-failure.ts';
import { transact, type Transactor } from './transact.ts';
import { assign } from './update-expression.ts';

type Item = Record<string, AttributeValue>;

/** A page of resolved ones is filtered from all: it reads so many pages of the list at most, and may be short then. */
const MOST_READS = 5;
const LINE = 'line#';

const summary = v.pick(incidentItem, [
  'incident_id',
  'title',
  'severity',
  'components',
  'status',
  'created_at',
  'created_by',
  'runbook',
  'resource',
  'resolved_at',
]);

/** Incidents in the control table: a partition each, with its lines; two lists, of all and of those that are open. */
export class DynamoDbIncidentStore implements IncidentStore {
  readonly #transactor: Transactor;
  readonly #table: string;

  constructor(transactor: Transactor, table: string) {
    this.#transactor = transactor;
    this.#table = table;
  }

  async open(incident: IncidentItem, lines: readonly TimelineLine[], effect?: Effect): Promise<IncidentItem> {
    const id = incident.incident_id;
    const refused = await this.#write([
      ...effectPuts(this.#table, effect, id),
      ...incidentPuts(this.#table, incident),
      ...lines.flatMap((line) => timelinePuts(this.#table, id, line)),
    ]);
    if (!refused) return incident;
    const made = effect && madeBy(refused);
    const standing = await this.read(made ?? id);
    if (!standing) throw new IncidentNotFoundError(made ?? id);
    return standing;
  }

  async retitle(id: string, title: string): Promise<boolean> {
    return !(await this.#write(titleUpdates(this.#table, id, title)));
  }

  async read(id: string): Promise<IncidentItem | undefined> {
    const command = new GetItemCommand({
      TableName: this.#table,
      Key: marshall(INCIDENT_KEYS.record(id)),
      ConsistentRead: true,
    });
    const { Item } = await this.#call(() => this.#transactor.client.send(command));
    return Item && parseIncident(Item);
  }

  async list({ status, limit, after }: IncidentPageRequest): Promise<Page<IncidentSummary>> {
    const partition = status === 'open' ? INCIDENT_KEYS.open : INCIDENT_KEYS.list;
    const items: IncidentSummary[] = [];
    let next = after;
    for (let reads = 0; reads < MOST_READS; reads += 1) {
      const page = await this.#query({ partition, prefix: '', limit: limit - items.length, after: next });
      const read = page.items.map((item) => v.parse(summary, unmarshall(item)));
      items.push(...read.filter((incident) => status === undefined || incident.status === status));
      next = page.next;
      if (next === undefined || items.length === limit) break;
    }
    return { items, ...(next !== undefined && { next }) };
  }

  async timeline(id: string, { limit, after }: PageRequest): Promise<Page<TimelineLine>> {
    const partition = INCIDENT_KEYS.record(id).pk;
    const { items, next } = await this.#query({ partition, prefix: LINE, limit, after });
    return {
      items: items.map((item) => v.parse(timelineLine, unmarshall(item))),
      ...(next !== undefined && { next }),
    };
  }

  async line(id: string, lineId: string): Promise<TimelineLine | undefined> {
    const Key = marshall(INCIDENT_KEYS.line(id, lineId));
    const command = new GetItemCommand({ TableName: this.#table, Key, ConsistentRead: true });
    const { Item } = await this.#call(() => this.#transactor.client.send(command));
    return Item && v.parse(timelineLine, unmarshall(Item));
  }

  async append(id: string, line: TimelineLine): Promise<boolean> {
    const [{ Put }, ...told] = newTimelinePuts(this.#table, id, line);
    if (told.length > 0) return !(await this.#write([{ Put }, ...told]));
    try {
      await this.#call(() => this.#transactor.client.send(new PutItemCommand(Put)));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  async note(id: string, line: TimelineLine, effect?: Effect): Promise<TimelineLine> {
    const refused = await this.#write([
      ...effectPuts(this.#table, effect, line.id),
      incidentExists(this.#table, id),
      ...newTimelinePuts(this.#table, id, line),
    ]);
    if (!refused) return line;
    const made = (effect && madeBy(refused)) ?? line.id;
    const standing = await this.line(id, made);
    if (!standing) throw new IncidentNotFoundError(id);
    return standing;
  }

  appendBounded(id: string, line: BoundedLine, bound: LineBound): Promise<boolean> {
    return appendBounded({ transactor: this.#transactor, table: this.#table }, { id, line, bound });
  }

  async escalate(id: string, line: TimelineLine, as?: 'unattended'): Promise<boolean> {
    const condition = as ? onceUnattended(this.#table, id, line.at) : whileIncidentIsOpen(this.#table, id);
    return !(await this.#write([condition, ...newTimelinePuts(this.#table, id, line)]));
  }

  async resolve(next: IncidentItem, line: TimelineLine, idle?: Idle): Promise<void> {
    const id = next.incident_id;
    const refused = await this.#write([
      {
        Update: {
          TableName: this.#table,
          Key: marshall(INCIDENT_KEYS.record(id)),
          ...resolution(next),
        },
      },
      {
        Update: {
          TableName: this.#table,
          Key: marshall(INCIDENT_KEYS.listLine(id)),
          ...assign({ status: next.status, resolved_at: next.resolved_at }),
        },
      },
      { Delete: { TableName: this.#table, Key: marshall(INCIDENT_KEYS.openLine(id)) } },
      ...timelinePuts(this.#table, id, line),
      ...(idle ? [whileIdle(this.#table, idle)] : []),
    ]);
    if (refused) throw new IncidentChangedError(id);
  }

  async #query({ partition, prefix, limit, after }: Range): Promise<{ items: Item[]; next?: string }> {
    const command = new QueryCommand({
      TableName: this.#table,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: {
        ':pk': { S: partition },
        // No sort key of a list is empty, and DynamoDB refuses an empty bound.
        ':first': { S: prefix === '' ? ' ' : prefix },
        ':last': { S: prefix + (after ?? '~') },
      },
      ScanIndexForward: false,
      ConsistentRead: true,
      // BETWEEN takes the one to begin after, too; and one more says whether there are more.
      Limit: limit + 2,
    });
    const { Items = [], LastEvaluatedKey } = await this.#call(() => this.#transactor.client.send(command));
    const found = Items.filter((item) => item['sk']?.S !== prefix + (after ?? '~'));
    const items = found.slice(0, limit);
    // A page ends at a megabyte, too.
    const hasMore = found.length > limit || LastEvaluatedKey !== undefined;
    const last = items.at(-1)?.['sk']?.S?.slice(prefix.length);
    return { items, ...(hasMore && last !== undefined && { next: last }) };
  }

  #write(items: readonly TransactWriteItem[]): Promise<readonly CancellationReason[] | undefined> {
    return transact(this.#transactor, () => items);
  }

  #call<T>(call: () => Promise<T>): Promise<T> {
    return callStore(this.#transactor.store, call);
  }
}

interface Range {
  readonly partition: string;
  readonly prefix: string;
  readonly limit: number;
  readonly after: string | undefined;
}

function parseIncident(item: Item): IncidentItem {
  return v.parse(incidentItem, unmarshall(item));
}

function resolution({ version, resolved_at, resolved_by, resolution: text }: IncidentItem) {
  return {
    UpdateExpression:
      'SET #status = :resolved, version = :version, resolved_at = :at, resolved_by = :by, resolution = :text',
    ConditionExpression: '#status = :open AND version = :before',
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: marshall({
      ':resolved': 'resolved',
      ':open': 'open',
      ':version': version,
      ':before': version - 1,
      ':at': resolved_at,
      ':by': resolved_by,
      ':text': text,
    }),
  };
}
