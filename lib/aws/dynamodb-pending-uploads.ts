import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { PendingUpload } from '../checkpoints/checkpoint.ts';
import type { PendingUploads } from '../checkpoints/ports.ts';
import { CHECKPOINT_KEYS } from '../contracts/checkpoint-keys.ts';
import type { CheckpointId } from '../contracts/lineage.ts';
import { CONTROL_TABLE, RUN_KEYS } from '../contracts/tables.ts';
import { parsePending, toBody } from './checkpoint-items.ts';
import { pack } from './packed-json.ts';
import { callStore } from './store-failure.ts';

const STORE = 'control table';
/** Commits are refused long before; this only clears the table. */
const KEPT_SECONDS = 30 * 86_400;

/** One item a step that is being uploaded, in the partition of its run. */
export class DynamoDbPendingUploads implements PendingUploads {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async find(runId: string, id: CheckpointId): Promise<PendingUpload | undefined> {
    const command = new GetItemCommand({ ...this.#key(runId, id), ConsistentRead: true });
    const { Item } = await callStore(STORE, () => this.#client.send(command));
    return Item && parsePending(unmarshall(Item));
  }

  async save(upload: PendingUpload): Promise<void> {
    const { TableName, Key } = this.#key(upload.runId, upload);
    const attributes = {
      upload_id: upload.uploadId,
      body: pack(toBody(upload)),
      [CONTROL_TABLE.ttl]: Math.ceil(upload.createdAt / 1_000) + KEPT_SECONDS,
    };
    const command = new PutItemCommand({ TableName, Item: { ...Key, ...marshall(attributes) } });
    await callStore(STORE, () => this.#client.send(command));
  }

  async drop(upload: PendingUpload): Promise<void> {
    const command = new DeleteItemCommand({
      ...this.#key(upload.runId, upload),
      ConditionExpression: 'upload_id = :own',
      ExpressionAttributeValues: marshall({ ':own': upload.uploadId }),
    });
    try {
      await callStore(STORE, () => this.#client.send(command));
    } catch (error) {
      // Another has taken its place, or it is gone.
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }

  #key(runId: string, id: CheckpointId) {
    const key = { pk: RUN_KEYS.item(runId).pk, sk: CHECKPOINT_KEYS.uploadOf(id) };
    return { TableName: this.#table, Key: marshall(key) };
  }
}
