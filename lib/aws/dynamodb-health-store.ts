import {
  ConditionalCheckFailedException,
  GetItemCommand,
  UpdateItemCommand,
  type AttributeValue,
  type DynamoDBClient,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { BREAKER_KEYS } from '../contracts/breaker-keys.ts';
import type { HealthCheck, ModelHealth } from '../health/check.ts';
import type { HealthStore } from '../health/ports.ts';
import { callStore } from './store-failure.ts';

const STORE = 'control table';

const healthItem = v.pipe(
  v.object({
    healthy: v.boolean(),
    reason: v.string(),
    latency_ms: v.number(),
    consecutive_failures: v.number(),
    // Of a check from before they were counted.
    consecutive_successes: v.optional(v.number(), 0),
    checked_at: v.pipe(
      v.string(),
      v.transform((text) => Date.parse(text)),
    ),
  }),
  v.transform((item): ModelHealth => ({
    healthy: item.healthy,
    reason: item.reason,
    latencyMs: item.latency_ms,
    consecutiveFailures: item.consecutive_failures,
    consecutiveSuccesses: item.consecutive_successes,
    checkedAt: item.checked_at,
  })),
);

/** One item a model, beside its breaker. One write a check. */
export class DynamoDbHealthStore implements HealthStore {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async record(check: HealthCheck): Promise<ModelHealth | undefined> {
    const command = new UpdateItemCommand(recording(this.#table, check));
    try {
      const { Attributes } = await callStore(STORE, () => this.#client.send(command));
      return parse(Attributes);
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      // The SDK tries again when an answer is lost: what stands in the way may be our own first try.
      return error.Item?.['check_id']?.S === check.id ? parse(error.Item) : undefined;
    }
  }

  async read(models: readonly string[]): Promise<ReadonlyMap<string, ModelHealth>> {
    const found = await Promise.all(
      models.map(async (model) => {
        const command = new GetItemCommand({
          TableName: this.#table,
          Key: marshall(BREAKER_KEYS.health(model)),
        });
        const { Item } = await callStore(STORE, () => this.#client.send(command));
        return Item ? ([[model, parse(Item)]] as const) : [];
      }),
    );
    return new Map(found.flat());
  }
}

const inARow = (counter: string, isOneMore: boolean): string =>
  `${counter} = ${isOneMore ? `if_not_exists(${counter}, :none) + :one` : ':none'}`;

const SET = [
  'healthy = :healthy',
  'reason = :reason',
  'latency_ms = :latency',
  'checked_at = :checked',
  'due_at = :due',
  'check_id = :id',
];

const UNLESS_NEWER = 'attribute_not_exists(due_at) OR due_at < :due';

function recording(TableName: string, check: HealthCheck): UpdateItemCommandInput {
  const counts = [
    inARow('consecutive_failures', !check.healthy),
    inARow('consecutive_successes', check.healthy),
  ];
  return {
    TableName,
    Key: marshall(BREAKER_KEYS.health(check.model)),
    UpdateExpression: `SET ${[...SET, ...counts].join(', ')}`,
    ConditionExpression: UNLESS_NEWER,
    ExpressionAttributeValues: marshall({
      ':healthy': check.healthy,
      ':reason': check.reason,
      ':latency': check.latencyMs,
      ':checked': new Date(check.checkedAt).toISOString(),
      ':due': check.dueAt,
      ':id': check.id,
      ':none': 0,
      ':one': 1,
    }),
    ReturnValues: 'ALL_NEW',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  };
}

function parse(item: Record<string, AttributeValue> = {}): ModelHealth {
  return v.parse(healthItem, unmarshall(item));
}
