import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { CONTROL_TABLE, IDEMPOTENCY_KEYS } from '../contracts/tables.ts';
import type {
  Claim,
  Completion,
  IdempotencyRecord,
  IdempotencyStore,
  KeptAnswer,
} from '../idempotency/ports.ts';
import { callStore } from './store-failure.ts';

const STORE = 'control table';
const { ttl } = CONTROL_TABLE;

const UNUSED = 'attribute_not_exists(pk)';
/** TTL deletes hours late. */
const EXPIRED = `${ttl} <= :now_seconds`;
const ABANDONED = '#state = :begun AND lease_until <= :now AND fingerprint = :fingerprint';
const IS_OURS = '#owner = :owner AND #state = :begun';
const NAMES = { '#state': 'state', '#owner': 'owner' };

const keptAnswer = v.object({
  status: v.number(),
  headers: v.record(v.string(), v.string()),
  body: v.unknown(),
});
const recordItem = v.object({
  owner: v.string(),
  fingerprint: v.string(),
  state: v.picklist(['begun', 'done']),
  answer: v.exactOptional(v.pipe(v.string(), v.parseJson(), keptAnswer)),
});

/** One item a key. A first request is two writes, a repetition one refused write. */
export class DynamoDbIdempotencyStore implements IdempotencyStore {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async claim(claim: Claim): Promise<IdempotencyRecord | undefined> {
    const { key, fingerprint, owner, now, leaseUntil, expiresAt } = claim;
    const command = new PutItemCommand({
      TableName: this.#table,
      Item: {
        ...keyOf(key),
        ...marshall({
          fingerprint,
          owner,
          state: 'begun',
          lease_until: leaseUntil,
          [ttl]: seconds(expiresAt),
        }),
      },
      ConditionExpression: `${UNUSED} OR ${EXPIRED} OR (${ABANDONED})`,
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: marshall({
        ':now': now,
        ':now_seconds': seconds(now),
        ':begun': 'begun',
        ':fingerprint': fingerprint,
      }),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    const refused = await conditional(() => this.#client.send(command));
    // The SDK tries again when an answer is lost: what stands in the way may be our own first try.
    const isFree = refused === undefined || refused.standing?.owner === owner;
    return isFree ? undefined : refused.standing;
  }

  async complete(
    { key, owner, expiresAt }: Pick<Claim, 'key' | 'owner' | 'expiresAt'>,
    answer?: KeptAnswer,
  ): Promise<Completion> {
    const kept = answer && { ':answer': JSON.stringify({ ...answer, body: answer.body ?? null }) };
    const command = new UpdateItemCommand({
      TableName: this.#table,
      Key: keyOf(key),
      UpdateExpression: `SET #state = :done, ${ttl} = :expires${kept ? ', answer = :answer' : ''} REMOVE lease_until`,
      ConditionExpression: IS_OURS,
      ExpressionAttributeNames: NAMES,
      ExpressionAttributeValues: marshall({
        ':owner': owner,
        ':begun': 'begun',
        ':done': 'done',
        ':expires': seconds(expiresAt),
        ...kept,
      }),
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    const refused = await conditional(() => this.#client.send(command));
    if (refused === undefined || refused.standing?.owner === owner) return { isRecorded: true };
    return { isRecorded: false, ...(refused.standing && { standing: refused.standing }) };
  }

  async release({ key, owner }: Pick<Claim, 'key' | 'owner'>): Promise<void> {
    const command = new DeleteItemCommand({
      TableName: this.#table,
      Key: keyOf(key),
      ConditionExpression: IS_OURS,
      ExpressionAttributeNames: NAMES,
      ExpressionAttributeValues: marshall({ ':owner': owner, ':begun': 'begun' }),
    });
    await conditional(() => this.#client.send(command));
  }
}

/** @returns undefined when the write was done, what stood in its way when its condition failed */
async function conditional(write: () => Promise<unknown>) {
  try {
    await callStore(STORE, write);
    return undefined;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return { standing: error.Item && v.parse(recordItem, unmarshall(error.Item)) };
  }
}

function keyOf(key: string): Record<string, AttributeValue> {
  return marshall(IDEMPOTENCY_KEYS.record(key));
}

const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1_000);
