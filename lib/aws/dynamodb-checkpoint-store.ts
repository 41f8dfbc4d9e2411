import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { CheckpointRecord, Tombstone } from '../checkpoints/checkpoint.ts';
import type { CheckpointStore } from '../checkpoints/ports.ts';
import { CHECKPOINT_KEYS, type UploadName } from '../contracts/checkpoint-keys.ts';
import type { CheckpointId } from '../contracts/lineage.ts';
import { RUN_KEYS } from '../contracts/tables.ts';
import { randomId, type IdSource } from '../shared/ids.ts';
import { parseRecord, toBody } from './checkpoint-items.ts';
import { CheckpointTombstones } from './checkpoint-tombstones.ts';
import { everyItem } from './every-item.ts';
import { pack } from './packed-json.ts';
import { callStore } from './store-failure.ts';

interface Change {
  readonly UpdateExpression: string;
  readonly ConditionExpression: string;
  readonly values: Readonly<Record<string, unknown>>;
}

const STORE = 'control table';
const IS_NEEDED_BY_NOBODY =
  'attribute_not_exists(pinned_by) AND (attribute_not_exists(kept_until) OR kept_until <= :now)';
/** Whoever writes may have read long ago: the step can be pruned and saved anew since. */
const IS_THAT_ONE = 'upload_id = :upload';

/**
 * Records in the partition of their run. A commit is one write; pruning is two, the tombstone and the deletion of the
 * record, each of one unit; the living are read as one range.
 */
export class DynamoDbCheckpointStore implements CheckpointStore {
  readonly #client: DynamoDBClient;
  readonly #table: string;
  readonly #tombstones: CheckpointTombstones;
  readonly #ids: IdSource;

  constructor(client: DynamoDBClient, table: string, ids: IdSource = randomId) {
    this.#client = client;
    this.#table = table;
    this.#tombstones = new CheckpointTombstones(client, table);
    this.#ids = ids;
  }

  async live(runId: string): Promise<readonly CheckpointRecord[]> {
    const items = await everyItem(
      { client: this.#client, table: this.#table, store: STORE },
      {
        where: 'pk = :pk AND begins_with(sk, :live)',
        values: { ':pk': partitionOf(runId), ':live': CHECKPOINT_KEYS.live },
      },
    );
    return items.map(parseRecord);
  }

  async find(runId: string, id: CheckpointId): Promise<CheckpointRecord | undefined> {
    const command = new GetItemCommand({
      TableName: this.#table,
      Key: marshall(keyOf(runId, CHECKPOINT_KEYS.liveOf(id))),
      ConsistentRead: true,
    });
    const { Item } = await callStore(STORE, () => this.#client.send(command));
    return Item && parseRecord(unmarshall(Item));
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
    const signature = this.#ids();
    await this.#tombstones.sign(record, { now, signature });
    const Key = marshall(keyOf(record.runId, CHECKPOINT_KEYS.liveOf(record)));
    const command = new DeleteItemCommand({
      TableName: this.#table,
      Key,
      ConditionExpression: `(attribute_not_exists(pk) OR ${IS_THAT_ONE}) AND ${IS_NEEDED_BY_NOBODY}`,
      ExpressionAttributeValues: marshall({ ':upload': record.uploadId, ':now': now }),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      await callStore(STORE, () => this.#client.send(command));
      return true;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const isAnother = error.Item && parseRecord(unmarshall(error.Item)).uploadId !== record.uploadId;
      if (isAnother) return true;
      await this.#tombstones.withdraw(record, signature);
      return false;
    }
  }

  async hold(upload: UploadName, until: number): Promise<boolean> {
    const isRaised = await this.#update(upload, {
      UpdateExpression: 'SET kept_until = :until',
      ConditionExpression: `${IS_THAT_ONE} AND (attribute_not_exists(kept_until) OR kept_until < :until)`,
      values: { ':until': until },
    });
    // Refused: it is gone, or held as long already.
    return isRaised || (await this.#isHeld(upload, until));
  }

  async pin(upload: UploadName, by: string | undefined): Promise<boolean> {
    return this.#update(upload, {
      UpdateExpression: by === undefined ? 'REMOVE pinned_by' : 'SET pinned_by = :by',
      ConditionExpression: IS_THAT_ONE,
      values: by === undefined ? {} : { ':by': by },
    });
  }

  tombstone(runId: string, id: CheckpointId): Promise<Tombstone | undefined> {
    return this.#tombstones.find(runId, id);
  }

  tombstones(
    runId: string,
    page: { readonly limit: number; readonly after?: CheckpointId },
  ): Promise<readonly Tombstone[]> {
    return this.#tombstones.page(runId, page);
  }

  async #isHeld({ runId, ...upload }: UploadName, until: number): Promise<boolean> {
    const standing = await this.find(runId, upload);
    return standing?.uploadId === upload.uploadId && (standing.keptUntil ?? 0) >= until;
  }

  async #update(upload: UploadName, { values, ...change }: Change): Promise<boolean> {
    const command = new UpdateItemCommand({
      TableName: this.#table,
      Key: marshall(keyOf(upload.runId, CHECKPOINT_KEYS.liveOf(upload))),
      ExpressionAttributeValues: marshall({ ...values, ':upload': upload.uploadId }),
      ...change,
    });
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
