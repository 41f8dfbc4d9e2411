import { QueryCommand, type AttributeValue, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { stateAt } from '../breakers/breaker.ts';
import { LATEST_KEYS } from '../contracts/latest-keys.ts';
import { CONTROL_TABLE } from '../contracts/tables.ts';
import { stillKnown } from '../observability/still-known.ts';
import type { RequestCounts, Snapshot, SnapshotSource } from '../observability/snapshot.ts';
import { LATENCY_BOUNDS_SECONDS } from '../outcomes/latency-histogram.ts';
import type { Tallies, Tally } from '../outcomes/tally.ts';
import type { Clock } from '../shared/clock.ts';
import { toBreaker } from './breaker-item.ts';
import { splitIn } from './dynamodb-split-store.ts';
import { callStore } from './store-failure.ts';
import { sumOfShards } from './traffic-counter-item.ts';
import { toldFiguresIn } from './training-figures-item.ts';

type Item = Record<string, AttributeValue>;

interface Reading {
  readonly clock: Clock;
  /** How often the split is checked. */
  readonly splitEveryMs: number;
}

/**
 * The partition `latest`, whole: one Query of some 10 KB. Consistent: of two replicas one lags, a counter would go
 * 3, 2, 3, and Prometheus takes each fall for a reset, so for three more rollbacks.
 */
export class DynamoDbSnapshotSource implements SnapshotSource {
  readonly #client: DynamoDBClient;
  readonly #table: string;
  readonly #reading: Reading;

  constructor(client: DynamoDBClient, table: string, reading: Reading) {
    this.#client = client;
    this.#table = table;
    this.#reading = reading;
  }

  async read(): Promise<Snapshot> {
    const command = new QueryCommand({
      TableName: this.#table,
      KeyConditionExpression: `${CONTROL_TABLE.partitionKey} = :latest`,
      ExpressionAttributeValues: { ':latest': { S: LATEST_KEYS.partition } },
      ConsistentRead: true,
    });
    const { Items = [] } = await callStore('control table', () => this.#client.send(command));
    const { clock, splitEveryMs } = this.#reading;
    return snapshotOf(Items, { now: clock.now(), splitEveryMs });
  }
}

function snapshotOf(
  items: readonly Item[],
  { now, splitEveryMs }: { readonly now: number; readonly splitEveryMs: number },
): Snapshot {
  const below = (prefix: string) => items.filter((item) => sortKeyOf(item).startsWith(prefix));
  const at = ({ sk }: { readonly sk: string }) => items.find((item) => sortKeyOf(item) === sk);
  const told = toldFiguresIn(at(LATEST_KEYS.training) ?? {});
  const checkpoints = at(LATEST_KEYS.checkpoints);
  const split = at(LATEST_KEYS.split);
  const best = checkpoints?.['best_reward']?.S ?? '';
  return {
    requests: requestsOf(sumOfShards(below(LATEST_KEYS.trafficPrefix))),
    breakers: Object.fromEntries(
      below(LATEST_KEYS.breakerPrefix)
        .map(toBreaker)
        .map((breaker) => [breaker.model, stateAt(breaker, now)]),
    ),
    training: told.figures,
    rawRewards: told.rawRewards,
    normalizedRewards: told.normalizedRewards,
    checkpointSaves: Number(checkpoints?.['saves']?.N ?? 0),
    rollbacks: Number(at(LATEST_KEYS.rollbacks)?.['total']?.N ?? 0),
    bestReward: best === '' ? undefined : Number(best),
    split: split && stillKnown(splitIn(split), { now, everyMs: splitEveryMs }),
  };
}

const sortKeyOf = (item: Item): string => item[CONTROL_TABLE.sortKey]?.S ?? '';

function requestsOf(tallies: Tallies): Snapshot['requests'] {
  return Object.fromEntries(Object.entries(tallies).map(([mode, tally]) => [mode, countsOf(tally)]));
}

function countsOf({ statuses, latencyMs, buckets }: Tally): RequestCounts {
  return {
    total: Object.values(statuses).reduce((sum, count) => sum + count, 0),
    errors: statuses.error + statuses.timeout,
    seconds: { bounds: LATENCY_BOUNDS_SECONDS, counts: buckets, sum: latencyMs / 1_000 },
  };
}
