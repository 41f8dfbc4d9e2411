import { randomUUID } from 'node:crypto';
import type { Index, Table } from 'dynalite/db/index.js';
import type { CreateTableInput, Throughput } from 'dynalite/validations/createTable.js';
import type { Engine } from '../engine/engine.ts';
import { tableArn } from './table-arn.ts';

/** What DescribeTable answers about a new table. Sizes stay 0: DynamoDB's own are six hours old. */
export function describeNew({ clock, environment }: Engine, request: CreateTableInput): Table {
  const { BillingMode: billing, ProvisionedThroughput: throughput, ...definition } = request;
  const arn = tableArn(environment, request.TableName);
  const createdAt = clock.now() / 1000;
  return {
    ...definition,
    ...describeIndexes(request, arn),
    DeletionProtectionEnabled: request.DeletionProtectionEnabled ?? false,
    TableArn: arn,
    TableId: randomUUID(),
    TableStatus: 'ACTIVE',
    CreationDateTime: createdAt,
    ItemCount: 0,
    TableSizeBytes: 0,
    ProvisionedThroughput: describeThroughput(throughput),
    ...(billing === 'PAY_PER_REQUEST' && {
      BillingModeSummary: { BillingMode: billing, LastUpdateToPayPerRequestDateTime: createdAt },
      TableThroughputModeSummary: {
        TableThroughputMode: billing,
        LastUpdateToPayPerRequestDateTime: createdAt,
      },
    }),
  };
}

function describeIndexes(request: CreateTableInput, arn: string): Partial<Table> {
  const { LocalSecondaryIndexes: local, GlobalSecondaryIndexes: global } = request;
  const common = (index: Index) => ({
    ...index,
    IndexArn: `${arn}/index/${index.IndexName}`,
    ItemCount: 0,
    IndexSizeBytes: 0,
  });
  return {
    ...(local && { LocalSecondaryIndexes: local.map(common) }),
    ...(global && {
      GlobalSecondaryIndexes: global.map((index) => ({
        ...common(index),
        IndexStatus: 'ACTIVE',
        ProvisionedThroughput: describeThroughput(index.ProvisionedThroughput),
      })),
    }),
  };
}

function describeThroughput(throughput: Throughput | undefined) {
  return { ReadCapacityUnits: 0, WriteCapacityUnits: 0, ...throughput, NumberOfDecreasesToday: 0 };
}
