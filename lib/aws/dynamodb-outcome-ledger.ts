import type { AttributeValue, CancellationReason, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { REJECTION_CODES } from '../contracts/outcomes.ts';
import { LATEST_KEYS } from '../contracts/latest-keys.ts';
import { OUTCOME_KEYS } from '../contracts/outcome-keys.ts';
import { CONTROL_TABLE } from '../contracts/tables.ts';
import { IdempotencyKeyReusedError } from '../idempotency/errors.ts';
import type { Batch, BatchIdentity, OutcomeLedger, Recorded } from '../outcomes/ports.ts';
import { bucketUpdate } from './breaker-buckets.ts';
import { additionsOf } from './traffic-counter-item.ts';
import { transact, type Transactor } from './transact.ts';

const { partitionKey, sortKey, ttl } = CONTROL_TABLE;

/**
 * Batches at once meet at the same counters, and a transaction that meets another one is cancelled. Spread over so many
 * items, 50 at once are about six at each; a reader adds them up.
 */
const SHARDS = 8;

/** Longer than an outcome is taken: a key that is forgotten stands for a batch of which nothing would count again. */
const KEPT_SECONDS = 24 * 3_600;

/**
 * A batch as one transaction: the record of its key, under the condition that there is none, the counters of traffic, and
 * the buckets of the breakers. So it is counted once, wherever a function is killed (docs/adr/0013). Two units a
 * kilobyte and item; see docs/benchmarks.md.
 */
export class DynamoDbOutcomeLedger implements OutcomeLedger {
  readonly #transactor: Transactor;
  readonly #table: string;

  constructor(transactor: Transactor, table: string) {
    this.#transactor = transactor;
    this.#table = table;
  }

  async record(batch: Batch): Promise<Recorded> {
    const refused = await transact(this.#transactor, () => this.#itemsOf(batch));
    return refused ? replayOf(batch.identity, refused) : { answer: batch.answer, isReplay: false };
  }

  /** The record first: `replayOf` looks for it there. */
  #itemsOf(batch: Batch): readonly TransactWriteItem[] {
    const { identity, tallies, additions } = batch;
    const shard = Math.floor(this.#transactor.random() * SHARDS);
    const counted = additionsOf(tallies);
    return [
      ...(identity ? [this.#recordOf(identity, batch)] : []),
      ...(counted.length > 0 ? [this.#counterUpdate(counted, shard)] : []),
      ...additions.map((addition) => ({ Update: bucketUpdate(this.#table, addition, shard) })),
    ];
  }

  #recordOf({ key, fingerprint }: BatchIdentity, { answer, now }: Batch): TransactWriteItem {
    const nowSeconds = Math.floor(now / 1_000);
    return {
      Put: {
        TableName: this.#table,
        Item: {
          ...keyOf(OUTCOME_KEYS.batch(key)),
          fingerprint: { S: fingerprint },
          answer: { S: JSON.stringify(answer) },
          [ttl]: { N: String(nowSeconds + KEPT_SECONDS) },
        },
        ConditionExpression: `attribute_not_exists(${partitionKey}) OR ${ttl} <= :now`,
        ExpressionAttributeValues: { ':now': { N: String(nowSeconds) } },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    };
  }

  #counterUpdate(counted: ReturnType<typeof additionsOf>, shard: number): TransactWriteItem {
    const names = counted.map(([name], index) => [`#n${index}`, name] as const);
    const values = counted.map(([, value], index) => [`:v${index}`, value] as const);
    return {
      Update: {
        TableName: this.#table,
        Key: keyOf(LATEST_KEYS.traffic(shard)),
        UpdateExpression: `ADD ${counted.map((_, index) => `#n${index} :v${index}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(names),
        ExpressionAttributeValues: Object.fromEntries(values),
      },
    };
  }
}

function keyOf({ pk, sk }: { readonly pk: string; readonly sk: string }): Record<string, AttributeValue> {
  return { [partitionKey]: { S: pk }, [sortKey]: { S: sk } };
}

const text = v.object({ S: v.string() });
const recordItem = v.object({ fingerprint: text, answer: text });
const keptAnswer = v.object({
  accepted: v.number(),
  rejected: v.array(v.object({ index: v.number(), code: v.picklist(REJECTION_CODES), detail: v.string() })),
});

/** The item in a reason comes as it is stored, also through clients that unmarshall. */
function replayOf(identity: BatchIdentity | undefined, [reason]: readonly CancellationReason[]): Recorded {
  const item: Record<string, AttributeValue> | undefined = reason?.Item;
  const { fingerprint, answer } = v.parse(recordItem, item);
  if (fingerprint.S !== identity?.fingerprint) throw new IdempotencyKeyReusedError();
  return { answer: v.parse(keptAnswer, JSON.parse(answer.S)), isReplay: true };
}
