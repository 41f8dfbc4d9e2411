import { createDynamoDbClient } from '../../lib/aws/dynamodb-client.ts';
import { DynamoDbRunStore } from '../../lib/aws/dynamodb-run-store.ts';
import { createS3Client } from '../../lib/aws/s3-client.ts';
import { S3RunSeriesReader } from '../../lib/aws/s3-run-series-reader.ts';
import type { EnvironmentOf } from '../../lib/contracts/environment.ts';
import type { ChartsDependencies } from './charts.ts';

/** The real world of the charts function. */
export function createDependencies(environment: EnvironmentOf<'charts'>): ChartsDependencies {
  return {
    runs: new DynamoDbRunStore(createDynamoDbClient(), environment.CONTROL_TABLE),
    series: new S3RunSeriesReader(createS3Client(), environment.SERIES_BUCKET),
  };
}
