import type { CreateTableInput } from 'dynalite/validations/createTable.js';
import * as v from 'valibot';
import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { Environment, Resource } from '../../cloud-assembly/resource.ts';
import { parseCreateTable } from '../tables/create-table.ts';
import { toTableProperties } from './global-table.ts';

/** A table as a template describes it. */
export interface TableTemplate {
  readonly request: CreateTableInput;
  readonly timeToLiveAttribute?: string;
}

/** Taken and dropped, each because nothing can depend on it here. */
const WITHOUT_EFFECT: Readonly<Record<string, string>> = {
  ContributorInsightsSpecification: 'no rules look at the traffic',
  OnDemandThroughput: 'nothing is throttled',
  PointInTimeRecoverySpecification: 'nothing is backed up: DescribeContinuousBackups says so',
  SSESpecification: 'nothing is encrypted at rest',
  TableClass: 'nothing is priced',
  Tags: 'nothing is found by tag',
  WarmThroughput: 'nothing is throttled',
};

const CARRIED = [
  'AttributeDefinitions',
  'BillingMode',
  'DeletionProtectionEnabled',
  'GlobalSecondaryIndexes',
  'KeySchema',
  'LocalSecondaryIndexes',
  'ProvisionedThroughput',
];

const ELSEWHERE = ['TableName', 'TimeToLiveSpecification'];

const TimeToLive = v.optional(
  v.object({
    AttributeName: v.optional(v.pipe(v.string(), v.nonEmpty())),
    Enabled: v.union([
      v.boolean(),
      v.pipe(
        v.picklist(['true', 'false']),
        v.transform((text) => text === 'true'),
      ),
    ]),
  }),
);

/** Reads AWS::DynamoDB::Table or AWS::DynamoDB::GlobalTable. Throws an Error of one sentence for what is not supported. */
export function readTableTemplate(resource: Resource, environment: Environment): TableTemplate {
  const where = `${resource.logicalId} (${resource.type})`;
  const properties =
    resource.type === 'AWS::DynamoDB::GlobalTable'
      ? toTableProperties(resource.properties, { where, environment })
      : resource.properties;
  for (const name of Object.keys(properties)) {
    if (!CARRIED.includes(name) && !ELSEWHERE.includes(name) && !(name in WITHOUT_EFFECT)) {
      throw new Error(`${where}: the local DynamoDB does not support ${name}`);
    }
  }
  const carried = Object.entries(properties).filter(([name]) => CARRIED.includes(name));
  try {
    const request = parseCreateTable({ ...Object.fromEntries(carried), TableName: resource.physicalId });
    const timeToLive = v.parse(TimeToLive, properties['TimeToLiveSpecification']);
    const attribute = timeToLive?.Enabled ? timeToLive.AttributeName : undefined;
    return { request, ...(attribute !== undefined && { timeToLiveAttribute: attribute }) };
  } catch (error) {
    if (error instanceof AwsError || v.isValiError(error))
      throw new Error(`${where}: ${error.message}`, { cause: error });
    throw error;
  }
}
