import * as v from 'valibot';
import type { Environment } from '../../cloud-assembly/resource.ts';

type Properties = Readonly<Record<string, unknown>>;

const GlobalTable = v.looseObject({
  BillingMode: v.optional(v.string(), 'PROVISIONED'),
  GlobalSecondaryIndexes: v.optional(v.array(v.looseObject({}))),
  Replicas: v.array(v.looseObject({ Region: v.string() })),
});

/** Settings that say how much a table may be used, which nothing here limits. */
const CAPACITY = [
  'ReadOnDemandThroughputSettings',
  'ReadProvisionedThroughputSettings',
  'WriteOnDemandThroughputSettings',
  'WriteProvisionedThroughputSettings',
];

/** An index of a replica has settings of capacity and of insights only. */
const OF_REPLICA_ONLY = ['Region', 'GlobalSecondaryIndexes'];

/** For a description that asks for some. */
const PROVISIONED = { ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } };

/** A global table with its one replica here, as the properties of a table. */
export function toTableProperties(
  properties: Properties,
  { where, environment }: { readonly where: string; readonly environment: Environment },
): Properties {
  const parsed = v.safeParse(GlobalTable, properties);
  if (!parsed.success) throw new Error(`${where}: ${v.summarize(parsed.issues)}`);
  const { Replicas: replicas, GlobalSecondaryIndexes: indexes, ...table } = parsed.output;
  const [replica, ...others] = replicas;
  if (!replica || others.length > 0 || replica.Region !== environment.region) {
    const regions = replicas.map(({ Region: region }) => region).join(', ');
    throw new Error(
      `${where}: the local DynamoDB has one region, ${environment.region}, and no replicas in others (found ${regions})`,
    );
  }
  const throughput = table.BillingMode === 'PROVISIONED' ? PROVISIONED : {};
  return {
    ...without(table, CAPACITY),
    ...without(replica, [...CAPACITY, ...OF_REPLICA_ONLY]),
    ...throughput,
    ...(indexes && {
      GlobalSecondaryIndexes: indexes.map((index) => ({ ...without(index, CAPACITY), ...throughput })),
    }),
  };
}

function without(properties: Properties, names: readonly string[]): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));
}
