import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { CheckpointRecord, Tombstone } from '../checkpoints/checkpoint.ts';
import type { CheckpointStore } from '../checkpoints/ports.ts';
import { CHECKPOINT_KEYS } from '../contracts/checkpoint-keys.ts';
import type { CheckpointId } from '../contracts/lineage.ts';
import { CONTROL_TABLE, RUN_KEYS } from '../contracts/tables.ts';
import { parseRecord, parseTombstone, toBody } from './checkpoint-items.ts';
import { pack } from './packed-json.ts';
import { callStore } from './store-failure.ts';

type Item = Record<string, AttributeValue>;

const STORE = 'control table';
const { ttl } = CONTROL_TABLE;
/** The list shows what was pruned for so long; then DynamoDB deletes it, which costs nothing. */
const TOMBSTONE_DAYS = 90;
const DAY_SECONDS = 86_400;
const EXISTS = 'attribute_exists(pk)';
const IS_NEEDED_BY_NOBODY =
  'attribute_not_exists(pinned_by) AND (attribute_not_exists(kept_until) OR kept_until <= :now)';
/** Whoever buries may have read long ago: the step can be pruned and saved anew since. */
const IS_STILL_THAT_ONE = '(attribute_not_exists(pk) OR upload_id = :own)';

/**
 * Records in the partition of their run. A commit is one write; pruning is two, the tombstone and the deletion of the
 * record, each of one unit; the living are read as one range.
 */
export class DynamoDbCheckpointStore implements CheckpointStore {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async live(runId: string): Promise<readonly CheckpointRecord[]> {
    const records: CheckpointRecord[] = [];
    let ExclusiveStartKey: Item | undefined;
    do {
      const command = new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :live)',
        ExpressionAttributeValues: marshall({ ':pk': partitionOf(runId), ':live': CHECKPOINT_KEYS.live }),
        ConsistentRead: true,
        ExclusiveStartKey,
      });
      const page = await callStore(STORE, () => this.#client.send(command));
      records.push(...(page.Items ?? []).map((item) => parseRecord(unmarshall(item))));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
    return records;
  }

  async find(runId: string, id: CheckpointId): Promise<CheckpointRecord | undefined> {
    const item = await this.#get(runId, CHECKPOINT_KEYS.liveOf(id));
    return item && parseRecord(item);
  }

  async commit(record: CheckpointRecord): Promise<CheckpointRecord> {
    const command = new PutItemCommand({
      TableName: this.#table,
      Item: marshall({
        ...keyOf(record.runId, CHECKPOINT_KEYS.liveOf(record)),
        state: 'committed',
        upload_id: record.uploadId,
        body: pack(toBody(record)),
      }),
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      await callStore(STORE, () => this.#client.send(command));
      return record;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException && error.Item)
        return parseRecord(unmarshall(error.Item));
      throw error;
    }
  }

  async bury(record: CheckpointRecord, now: number): Promise<boolean> {
    await this.#putTombstone({ ...record, prunedAt: now });
    const Key = marshall(keyOf(record.runId, CHECKPOINT_KEYS.liveOf(record)));
    const command = new DeleteItemCommand({
      TableName: this.#table,
      Key,
      ConditionExpression: `${IS_STILL_THAT_ONE} AND ${IS_NEEDED_BY_NOBODY}`,
      ExpressionAttributeValues: marshall({ ':own': record.uploadId, ':now': now }),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      await callStore(STORE, () => this.#client.send(command));
      return true;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const isAnother = error.Item && parseRecord(unmarshall(error.Item)).uploadId !== record.uploadId;
      if (isAnother) return true;
      await this.#dropTombstone(record);
      return false;
    }
  }

  async hold(runId: string, id: CheckpointId, until: number): Promise<boolean> {
    const isRaised = await this.#update(runId, id, {
      UpdateExpression: 'SET kept_until = :until',
      ConditionExpression: `${EXISTS} AND (attribute_not_exists(kept_until) OR kept_until < :until)`,
      ExpressionAttributeValues: marshall({ ':until': until }),
    });
    // Refused: it is gone, or held as long already.
    return isRaised || ((await this.find(runId, id))?.keptUntil ?? 0) >= until;
  }

  async pin(runId: string, id: CheckpointId, by: string | undefined): Promise<boolean> {
    return this.#update(runId, id, {
      UpdateExpression: by === undefined ? 'REMOVE pinned_by' : 'SET pinned_by = :by',
      ConditionExpression: EXISTS,
      ...(by !== undefined && { ExpressionAttributeValues: marshall({ ':by': by }) }),
    });
  }

  async tombstone(runId: string, id: CheckpointId): Promise<Tombstone | undefined> {
    const item = await this.#get(runId, CHECKPOINT_KEYS.prunedOf(id));
    return item && parseTombstone(item);
  }

  async tombstones(
    runId: string,
    { limit, after }: { readonly limit: number; readonly after?: CheckpointId },
  ): Promise<readonly Tombstone[]> {
    const bounds = [
      CHECKPOINT_KEYS.pruned,
      after ? CHECKPOINT_KEYS.prunedOf(after) : `${CHECKPOINT_KEYS.pruned}~`,
    ];
    const command = new QueryCommand({
      TableName: this.#table,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: marshall({
        ':pk': partitionOf(runId),
        ':from': bounds[0],
        ':to': bounds[1],
      }),
      ScanIndexForward: false,
      ConsistentRead: true,
      // BETWEEN takes the one to begin after, too.
      Limit: limit + 1,
    });
    const { Items = [] } = await callStore(STORE, () => this.#client.send(command));
    const found = Items.map((item) => parseTombstone(unmarshall(item)));
    return found
      .filter(({ attempt, step }) => attempt !== after?.attempt || step !== after.step)
      .slice(0, limit);
  }

  async #putTombstone({
    runId,
    attempt,
    step,
    uploadId,
    content,
    figures,
    createdAt,
    prunedAt,
  }: Tombstone): Promise<void> {
    const command = new PutItemCommand({
      TableName: this.#table,
      Item: marshall({
        ...keyOf(runId, CHECKPOINT_KEYS.prunedOf({ attempt, step })),
        body: pack(toBody({ runId, attempt, step, uploadId, content, figures, createdAt, prunedAt })),
        [ttl]: Math.ceil(prunedAt / 1_000) + TOMBSTONE_DAYS * DAY_SECONDS,
      }),
    });
    await callStore(STORE, () => this.#client.send(command));
  }

  async #dropTombstone(record: CheckpointRecord): Promise<void> {
    const Key = marshall(keyOf(record.runId, CHECKPOINT_KEYS.prunedOf(record)));
    await callStore(STORE, () => this.#client.send(new DeleteItemCommand({ TableName: this.#table, Key })));
  }

  async #get(runId: string, sk: string): Promise<Record<string, unknown> | undefined> {
    const command = new GetItemCommand({
      TableName: this.#table,
      Key: marshall(keyOf(runId, sk)),
      ConsistentRead: true,
    });
    const { Item } = await callStore(STORE, () => this.#client.send(command));
    return Item && unmarshall(Item);
  }

  async #update(
    runId: string,
    id: CheckpointId,
    change: { UpdateExpression: string; ConditionExpression: string; ExpressionAttributeValues?: Item },
  ): Promise<boolean> {
    const Key = marshall(keyOf(runId, CHECKPOINT_KEYS.liveOf(id)));
    const command = new UpdateItemCommand({ TableName: this.#table, Key, ...change });
    return this.#conditionally(() => this.#client.send(command));
  }

  async #conditionally(call: () => Promise<unknown>): Promise<boolean> {
    try {
      await callStore(STORE, call);
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}

const partitionOf = (runId: string): string => RUN_KEYS.item(runId).pk;

function keyOf(runId: string, sk: string): { pk: string; sk: string } {
  return { pk: partitionOf(runId), sk };
}
