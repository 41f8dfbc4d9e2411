import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  aTableResource,
  callDirectly,
  type CalledDirectly,
} from '../../../../support/dynamodb/called-directly.ts';
import { failureOf } from '../../../../support/dynamodb/failure.ts';

const NAME = { TableName: 'sessions' };
const byColour = {
  ...NAME,
  IndexName: 'byColour',
  KeyConditionExpression: 'colour = :c',
  ExpressionAttributeValues: { ':c': { S: 'red' } },
};

describe('a table of a template', () => {
  let dynamodb: CalledDirectly;

  beforeEach(() => {
    dynamodb = callDirectly();
  });

  afterEach(() => dynamodb.close());

  it('is made with its keys, indexes, time to live and protection', async () => {
    await dynamodb.provision(
      aTableResource({
        TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
        DeletionProtectionEnabled: true,
      }),
    );

    expect(await dynamodb.call('DescribeTable', NAME)).toMatchObject({
      Table: {
        TableStatus: 'ACTIVE',
        DeletionProtectionEnabled: true,
        GlobalSecondaryIndexes: [{ IndexName: 'byColour' }],
      },
    });
    expect(await dynamodb.call('DescribeTimeToLive', NAME)).toMatchObject({
      TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' },
    });
    expect((await failureOf(dynamodb.call('DeleteTable', NAME))).message).toContain('protected');
  });

  it('may be a global table of one replica, in this region', async () => {
    const { GlobalSecondaryIndexes: indexes, ...properties } = aTableResource().properties;
    await dynamodb.provision({
      ...aTableResource(),
      type: 'AWS::DynamoDB::GlobalTable',
      properties: {
        ...properties,
        GlobalSecondaryIndexes: indexes,
        Replicas: [
          {
            Region: 'eu-north-1',
            DeletionProtectionEnabled: true,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
            GlobalSecondaryIndexes: [
              { IndexName: 'byColour', ContributorInsightsSpecification: { Enabled: true } },
            ],
          },
        ],
      },
    });

    expect(await dynamodb.call('DescribeTable', NAME)).toMatchObject({
      Table: { DeletionProtectionEnabled: true, BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' } },
    });
  });

  it('may have provisioned capacity, and what cannot matter here', async () => {
    await dynamodb.provision(
      aTableResource({
        BillingMode: 'PROVISIONED',
        ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true },
        TableClass: 'STANDARD',
        Tags: [{ Key: 'a', Value: 'b' }],
        ContributorInsightsSpecification: { Enabled: true },
      }),
    );

    expect(await dynamodb.call('DescribeTable', NAME)).toMatchObject({
      Table: { ProvisionedThroughput: { ReadCapacityUnits: 5 } },
    });
  });

  it.each([
    ['StreamSpecification', { StreamSpecification: { StreamViewType: 'NEW_IMAGE' } }, {}],
    ['KinesisStreamSpecification', { KinesisStreamSpecification: { StreamArn: 'arn:x' } }, {}],
    ['ImportSourceSpecification', { ImportSourceSpecification: {} }, {}],
    ['ResourcePolicy', { ResourcePolicy: {} }, {}],
    [
      'us-east-1',
      { Replicas: [{ Region: 'eu-north-1' }, { Region: 'us-east-1' }] },
      { type: 'AWS::DynamoDB::GlobalTable' },
    ],
    [
      'ReplicaStreamSpecification',
      { Replicas: [{ Region: 'eu-north-1', ReplicaStreamSpecification: {} }] },
      { type: 'AWS::DynamoDB::GlobalTable' },
    ],
    ['KeySchema', { AttributeDefinitions: [] }, {}],
    ['Enabled', { TimeToLiveSpecification: { AttributeName: 'x' } }, {}],
  ])(
    'is refused for %s by a sentence that names it and the table, and nothing is made',
    async (name, properties, over) => {
      const sound = aTableResource({}, { logicalId: 'Sound', physicalId: 'sound' });

      const failure = await failureOf(dynamodb.provision(sound, aTableResource(properties, over)));

      expect(failure.message).toContain('Sessions (AWS::DynamoDB::');
      expect(failure.message).toContain(name);
      expect(await dynamodb.call('ListTables', {})).toEqual({ TableNames: [] });
    },
  );

  it('leaves resources of other services alone', async () => {
    await dynamodb.provision({
      logicalId: 'Bucket',
      type: 'AWS::S3::Bucket',
      physicalId: 'b',
      properties: {},
    });

    expect(await dynamodb.call('ListTables', {})).toEqual({ TableNames: [] });
  });
});

describe('a table of a template that exists', () => {
  let path: string;
  let dynamodb: CalledDirectly;

  beforeEach(async () => {
    path = mkdtempSync(join(tmpdir(), 'dynamodb-'));
    dynamodb = callDirectly(path);
    await dynamodb.provision(aTableResource());
    for (const id of ['a', 'b']) {
      await dynamodb.call('PutItem', { ...NAME, Item: { id: { S: id }, colour: { S: 'red' } } });
    }
  });

  afterEach(async () => {
    await dynamodb.close();
    rmSync(path, { recursive: true });
  });

  const restart = async (properties = {}) => {
    await dynamodb.close();
    dynamodb = callDirectly(path);
    await dynamodb.provision(aTableResource(properties));
  };

  it('keeps its items and its identity', async () => {
    const before = await dynamodb.call('DescribeTable', NAME);

    await restart();

    expect(await dynamodb.call('Scan', NAME)).toMatchObject({ Count: 2 });
    expect(await dynamodb.call('DescribeTable', NAME)).toEqual(before);
  });

  it('takes over time to live and protection from the template', async () => {
    const timeToLive = { TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true } };

    await restart({ ...timeToLive, DeletionProtectionEnabled: true });
    const on = await dynamodb.call('DescribeTimeToLive', NAME);
    await restart();
    const off = await dynamodb.call('DescribeTimeToLive', NAME);

    expect(on).toMatchObject({ TimeToLiveDescription: { TimeToLiveStatus: 'ENABLED' } });
    expect(off).toMatchObject({ TimeToLiveDescription: { TimeToLiveStatus: 'DISABLED' } });
  });

  it('fills an index that the template adds, and empties one that it drops', async () => {
    await restart({
      GlobalSecondaryIndexes: undefined,
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    });
    const dropped = await failureOf(dynamodb.call('Query', byColour));
    await dynamodb.call('DeleteItem', { ...NAME, Key: { id: { S: 'a' } } });
    await restart();

    expect(dropped.message).toContain('does not have the specified index');
    expect(await dynamodb.call('Query', byColour)).toMatchObject({ Items: [{ id: { S: 'b' } }] });
    await dynamodb.call('DeleteItem', { ...NAME, Key: { id: { S: 'b' } } });
    expect(await dynamodb.call('Query', byColour)).toMatchObject({ Count: 0 });
  });

  it('is not given another key', async () => {
    const failure = await failureOf(restart({ KeySchema: [{ AttributeName: 'colour', KeyType: 'HASH' }] }));

    expect(failure.message).toContain('Table sessions exists with the key');
    expect(await dynamodb.call('Scan', NAME)).toMatchObject({ Count: 2 });
  });
});
