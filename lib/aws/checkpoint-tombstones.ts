import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { CheckpointRecord, Tombstone } from '../checkpoints/checkpoint.ts';
import { CHECKPOINT_KEYS, type UploadName } from '../contracts/checkpoint-keys.ts';
import type { CheckpointId } from '../contracts/lineage.ts';
import { CONTROL_TABLE, RUN_KEYS } from '../contracts/tables.ts';
import { parseTombstone, toBody } from './checkpoint-items.ts';
import { pack } from './packed-json.ts';
import { callStore } from './store-failure.ts';

const STORE = 'control table';
const { ttl } = CONTROL_TABLE;
/** The list shows what was pruned for so long; then DynamoDB deletes it, which costs nothing. */
const TOMBSTONE_DAYS = 90;
const DAY_SECONDS = 86_400;
const IS_NEW_OR_ITS_OWN = 'attribute_not_exists(pk) OR upload_id = :upload';

/**
 * What is left of pruned checkpoints. Several may be at burying one: each signs its tombstone, and takes it away, should
 * it be refused, only when nobody else has signed.
 */
export class CheckpointTombstones {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async find(runId: string, id: CheckpointId): Promise<Tombstone | undefined> {
    const command = new GetItemCommand({ ...this.#at({ runId, ...id }), ConsistentRead: true });
    const { Item } = await callStore(STORE, () => this.#client.send(command));
    return Item && parseTombstone(unmarshall(Item));
  }

  async page(
    runId: string,
    { limit, after }: { readonly limit: number; readonly after?: CheckpointId },
  ): Promise<readonly Tombstone[]> {
    const command = new QueryCommand({
      TableName: this.#table,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: marshall({
        ':pk': RUN_KEYS.item(runId).pk,
        ':from': CHECKPOINT_KEYS.pruned,
        ':to': after ? CHECKPOINT_KEYS.prunedOf(after) : `${CHECKPOINT_KEYS.pruned}~`,
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

  /** One write unit, unless another upload has died at that step before. */
  async sign(
    record: CheckpointRecord,
    { now, signature }: { now: number; signature: string },
  ): Promise<void> {
    const { runId, attempt, step, uploadId, content, figures, createdAt } = record;
    const tombstone = { runId, attempt, step, uploadId, content, figures, createdAt, prunedAt: now };
    const body = pack(toBody(tombstone));
    const expiresAt = Math.ceil(now / 1_000) + TOMBSTONE_DAYS * DAY_SECONDS;
    const signed = new Set([signature]);
    const isSigned = await this.#conditionally(
      new UpdateItemCommand({
        ...this.#at(record),
        UpdateExpression: 'SET body = :body, #ttl = :ttl, upload_id = :upload ADD signed :signed',
        ConditionExpression: IS_NEW_OR_ITS_OWN,
        ExpressionAttributeNames: { '#ttl': ttl },
        ExpressionAttributeValues: marshall({
          ...{ ':body': body, ':ttl': expiresAt, ':upload': uploadId, ':signed': signed },
        }),
      }),
    );
    if (isSigned) return;
    const { Key, TableName } = this.#at(record);
    const Item = { ...Key, ...marshall({ body, [ttl]: expiresAt, upload_id: uploadId, signed }) };
    await callStore(STORE, () => this.#client.send(new PutItemCommand({ TableName, Item })));
  }

  /** Nothing is left of the tombstone if nobody else has signed it. */
  async withdraw(upload: UploadName, signature: string): Promise<void> {
    const isWithdrawn = await this.#conditionally(
      new UpdateItemCommand({
        ...this.#at(upload),
        UpdateExpression: 'DELETE signed :signed',
        ConditionExpression: 'upload_id = :upload',
        ExpressionAttributeValues: marshall({ ':signed': new Set([signature]), ':upload': upload.uploadId }),
      }),
    );
    if (!isWithdrawn) return;
    await this.#conditionally(
      new DeleteItemCommand({
        ...this.#at(upload),
        ConditionExpression: 'upload_id = :upload AND attribute_not_exists(signed)',
        ExpressionAttributeValues: marshall({ ':upload': upload.uploadId }),
      }),
    );
  }

  #at({ runId, ...id }: CheckpointId & { readonly runId: string }) {
    const { pk } = RUN_KEYS.item(runId);
    return { TableName: this.#table, Key: marshall({ pk, sk: CHECKPOINT_KEYS.prunedOf(id) }) };
  }

  async #conditionally(command: UpdateItemCommand | DeleteItemCommand): Promise<boolean> {
    try {
      await callStore(STORE, () =>
        command instanceof UpdateItemCommand ? this.#client.send(command) : this.#client.send(command),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}
