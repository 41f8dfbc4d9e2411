import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { OUTCOME_STATUSES } from '../contracts/outcomes.ts';
import { addTallies, type Tallies, type Tally } from '../outcomes/tally.ts';
import { LATENCY_BOUNDS_SECONDS } from '../outcomes/latency-histogram.ts';

type Item = Record<string, AttributeValue>;

/** Sums of milliseconds keep three decimals: DynamoDB adds exactly, but only up to 38 digits. */
const DECIMALS = 3;

/**
 * What a batch adds to the counters, as attributes: `fast.ok`, `fast.ms`, `fast.b3`. Short, because an item is billed by
 * the kilobyte, names included: three modes fit into one.
 */
export function additionsOf(tallies: Tallies): readonly (readonly [string, AttributeValue])[] {
  return Object.entries(tallies).flatMap(([mode, tally]) =>
    fieldsOf(tally)
      .filter(([, count]) => count !== 0)
      .map(([field, count]) => [`${mode}.${field}`, { N: String(count) }] as const),
  );
}

/** The tallies in an item; attributes that are no counters are passed over. */
export function talliesIn(item: Item): Tallies {
  const modes = new Set(
    Object.keys(item).flatMap((name) => (name.includes('.') ? [name.split('.', 1)[0] ?? ''] : [])),
  );
  return Object.fromEntries([...modes].map((mode) => [mode, tallyIn(item, mode)]));
}

/** What all shards hold together. */
export function sumOfShards(items: readonly Item[]): Tallies {
  const shards = items.flatMap((item) => Object.entries(talliesIn(item)));
  const byMode = Map.groupBy(shards, ([mode]) => mode);
  return Object.fromEntries(
    [...byMode].map(([mode, tallies]) => [mode, tallies.map(([, tally]) => tally).reduce(addTallies)]),
  );
}

function fieldsOf({ statuses, latencyMs, buckets }: Tally): readonly (readonly [string, number])[] {
  return [
    ...OUTCOME_STATUSES.map((status) => [status, statuses[status]] as const),
    ['ms', Number(latencyMs.toFixed(DECIMALS))],
    ...buckets.map((count, index) => [`b${index}`, count] as const),
  ];
}

function tallyIn(item: Item, mode: string): Tally {
  const numberAt = (field: string): number => Number(item[`${mode}.${field}`]?.N ?? 0);
  return {
    statuses: {
      ok: numberAt('ok'),
      error: numberAt('error'),
      timeout: numberAt('timeout'),
      cancelled: numberAt('cancelled'),
    },
    latencyMs: numberAt('ms'),
    buckets: Array.from({ length: LATENCY_BOUNDS_SECONDS.length + 1 }, (_, index) => numberAt(`b${index}`)),
  };
}
