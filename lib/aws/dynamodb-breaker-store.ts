import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  UpdateItemCommand,
  type BatchGetItemCommandOutput,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { closedFromTheStart, type Breaker } from '../breakers/breaker.ts';
import type { Bucket, Counts, Window } from '../breakers/counts.ts';
import type { BreakerStore, HealthCheck } from '../breakers/ports.ts';
import { BREAKER_KEYS } from '../contracts/breaker-keys.ts';
import { StoreUnavailableError } from '../shared/store-errors.ts';
import { toBreaker, type Item } from './breaker-item.ts';
import { breakerUpdate, standingInstead } from './breaker-update.ts';
import { bucketUpdate, sumBuckets } from './breaker-buckets.ts';
import { callStore } from './store-failure.ts';

const STORE = 'control table';
/** A batch read takes so many keys. */
const MAX_KEYS = 100;

/** Breakers in the control table: an item a model, and one for each 10 s in which it answered. */
export class DynamoDbBreakerStore implements BreakerStore {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async read(models: readonly string[], { consistent } = { consistent: false }): Promise<readonly Breaker[]> {
    const batches = Array.from({ length: Math.ceil(models.length / MAX_KEYS) }, (_, i) =>
      this.#readBatch(models.slice(i * MAX_KEYS, (i + 1) * MAX_KEYS), consistent),
    );
    const found = new Map((await Promise.all(batches)).flat().map((breaker) => [breaker.model, breaker]));
    return models.map((model) => found.get(model) ?? closedFromTheStart(model));
  }

  async #readBatch(models: readonly string[], consistent: boolean): Promise<readonly Breaker[]> {
    const Keys = models.map((model) => marshall(BREAKER_KEYS.state(model)));
    const command = new BatchGetItemCommand({
      RequestItems: { [this.#table]: { Keys, ConsistentRead: consistent } },
    });
    const { Responses, UnprocessedKeys } = await callStore<BatchGetItemCommandOutput>(STORE, () =>
      this.#client.send(command),
    );
    // A throttled part of a batch is no error to the SDK, which therefore does not try it again.
    if (Object.keys(UnprocessedKeys ?? {}).length > 0)
      throw new StoreUnavailableError(STORE, new Error('Some of the keys asked for were not processed'));
    return (Responses?.[this.#table] ?? []).map(toBreaker);
  }

  async transition(from: Breaker, to: Breaker, changeId: string): Promise<Breaker> {
    const command = new UpdateItemCommand(breakerUpdate(this.#table, { from, to, changeId }));
    try {
      await callStore(STORE, () => this.#client.send(command));
      return to;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return standingInstead(error.Item, { to, changeId });
    }
  }

  async count(model: string, bucket: Bucket, counts: Counts): Promise<void> {
    const command = new UpdateItemCommand(bucketUpdate(this.#table, { model, bucket, counts }));
    await callStore(STORE, () => this.#client.send(command));
  }

  async sum(model: string, window: Window): Promise<Counts> {
    return callStore(STORE, () => sumBuckets(this.#client, this.#table, { model, window }));
  }

  async countCheck(model: string, { ok, at }: Pick<HealthCheck, 'ok' | 'at'>): Promise<Breaker> {
    const counting = ok ? 'SET failed_checks = :count,' : 'ADD failed_checks :count SET';
    const command = new UpdateItemCommand({
      TableName: this.#table,
      Key: marshall(BREAKER_KEYS.state(model)),
      UpdateExpression: `${counting} model = :model, checked_at = :at`,
      ConditionExpression: 'attribute_not_exists(checked_at) OR checked_at < :at',
      ExpressionAttributeValues: marshall({ ':count': ok ? 0 : 1, ':model': model, ':at': at }),
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      const { Attributes } = await callStore(STORE, () => this.#client.send(command));
      return breakerIn(Attributes, model);
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return breakerIn(error.Item, model);
      throw error;
    }
  }
}

const breakerIn = (item: Item | undefined, model: string): Breaker =>
  item ? toBreaker(item) : closedFromTheStart(model);
