import {
  ConditionalCheckFailedException,
  QueryCommand,
  UpdateItemCommand,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import type { Mode } from '../contracts/mode.ts';
import { LEASE_KEYS } from '../contracts/outcome-keys.ts';
import { CONTROL_TABLE } from '../contracts/tables.ts';
import type { Lease } from '../leases/lease.ts';
import type { LeaseBucket, LeaseStore, Taking } from '../leases/ports.ts';
import { callStore } from './store-failure.ts';

const STORE = 'control table';
const { partitionKey, sortKey, ttl } = CONTROL_TABLE;
const PREFIX = 'bucket#';

/**
 * One item a bucket: the leases in flight as one set of `replica/token`. Adding to a set and deleting from it are
 * idempotent, so a call may be repeated, and the number of leases can't go wrong. A read of 100 leases in flight is one
 * unit, a lease or a batch of returns to one bucket one write of 1 to 2 units.
 */
export class DynamoDbLeaseStore implements LeaseStore {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async read(mode: Mode, from: number): Promise<readonly LeaseBucket[]> {
    const command = new QueryCommand({
      TableName: this.#table,
      KeyConditionExpression: `${partitionKey} = :pk AND ${sortKey} >= :from`,
      ExpressionAttributeValues: {
        ':pk': { S: LEASE_KEYS.partition(mode) },
        ':from': { S: LEASE_KEYS.bucket(from) },
      },
      ConsistentRead: true,
    });
    // Never a second page: what is in flight is a few kilobytes, a page a megabyte.
    const { Items = [] } = await callStore(STORE, () => this.#client.send(command));
    return Items.map(toBucket);
  }

  async take({ mode, start, deadAt, lease, room }: Taking): Promise<boolean> {
    const command = new UpdateItemCommand({
      TableName: this.#table,
      Key: keyOf(mode, start),
      UpdateExpression: `ADD leases :lease SET ${ttl} = :dead`,
      // The SDK tries again when an answer is lost: the lease may be in already, and be what fills the bucket.
      ConditionExpression: 'attribute_not_exists(leases) OR size(leases) < :room OR contains(leases, :text)',
      ExpressionAttributeValues: {
        ':lease': { SS: [textOf(lease)] },
        ':text': { S: textOf(lease) },
        ':room': { N: String(room) },
        ':dead': { N: String(Math.ceil(deadAt / 1_000)) },
      },
    });
    return this.#unlessRefused(command);
  }

  async giveBack(mode: Mode, start: number, leases: readonly Lease[]): Promise<void> {
    const command = new UpdateItemCommand({
      TableName: this.#table,
      Key: keyOf(mode, start),
      UpdateExpression: 'DELETE leases :leases',
      // A bucket that the table has forgotten must not come back, without a TTL, by being taken from.
      ConditionExpression: `attribute_exists(${partitionKey})`,
      ExpressionAttributeValues: { ':leases': { SS: [...new Set(leases.map(textOf))] } },
    });
    await this.#unlessRefused(command);
  }

  async #unlessRefused(command: UpdateItemCommand): Promise<boolean> {
    try {
      await callStore(STORE, () => this.#client.send(command));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }
}

function keyOf(mode: Mode, start: number): Record<string, AttributeValue> {
  return { [partitionKey]: { S: LEASE_KEYS.partition(mode) }, [sortKey]: { S: LEASE_KEYS.bucket(start) } };
}

/** No replica's name holds a slash. */
const textOf = ({ replica, token }: Lease): string => `${replica}/${token}`;

/** A set without members has no attribute: the last lease given back takes it along. */
const bucketItem = v.object({
  [sortKey]: v.object({ S: v.pipe(v.string(), v.startsWith(PREFIX)) }),
  leases: v.optional(v.object({ SS: v.array(v.string()) }), { SS: [] }),
});

function toBucket(item: Record<string, AttributeValue>): LeaseBucket {
  const parsed = v.parse(bucketItem, item);
  return {
    start: Number(parsed[sortKey].S.slice(PREFIX.length)),
    leases: parsed.leases.SS.map((text) => {
      const [replica = '', token = ''] = text.split('/');
      return { replica, token };
    }),
  };
}
