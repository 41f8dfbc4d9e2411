import type { Permission } from '../../../local/aws-endpoint/service.ts';
import type { Resource } from '../../../local/cloud-assembly/resource.ts';
import { createMovableClock } from '../../../local/clock/movable-clock.ts';
import { createDynamoDb } from '../../../local/dynamodb/create-dynamodb.ts';
import { ENVIRONMENT } from './local-dynamodb.ts';

type Input = Readonly<Record<string, unknown>>;

export interface CalledDirectly {
  provision(...resources: readonly Resource[]): Promise<void>;
  permissions(operation: string, input: Input): readonly Permission[];
  call(operation: string, input: Input): Promise<unknown>;
  close(): Promise<void>;
}

/** The service without HTTP before it. */
export function callDirectly(path?: string): CalledDirectly {
  const { service, provision, close } = createDynamoDb({
    clock: createMovableClock({ running: false, startAt: 1_800_000_000_000 }),
    environment: ENVIRONMENT,
    ...(path !== undefined && { path }),
  });
  const toCall = (operation: string, input: Input) => ({
    operation,
    input,
    principal: { arn: 'local:root' },
  });
  return {
    provision: (...resources) => provision(resources),
    permissions: (operation, input) => service.permissions(toCall(operation, input)),
    call: (operation, input) => service.call(toCall(operation, input)),
    close,
  };
}

/** Partition key `id`, global index `byColour`, unless `properties` say otherwise. */
export function aTableResource(properties: Input = {}, over: Partial<Resource> = {}): Resource {
  return {
    logicalId: 'Sessions',
    type: 'AWS::DynamoDB::Table',
    physicalId: 'sessions',
    ...over,
    properties: {
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: ['id', 'colour'].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byColour',
          KeySchema: [{ AttributeName: 'colour', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
      ...properties,
    },
  };
}
