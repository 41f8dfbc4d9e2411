import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { Resource } from '../../../local/cloud-assembly/resource.ts';
import { createMovableClock } from '../../../local/clock/movable-clock.ts';
import { createS3 } from '../../../local/s3/create-s3.ts';
import { BUCKET, ENVIRONMENT, withS3World } from './s3-world.ts';

async function provision(...resources: Partial<Resource>[]): Promise<void> {
  const clock = createMovableClock({ running: false });
  const s3 = await createS3({ clock, environment: ENVIRONMENT, access: 'open' });
  const defaults = { logicalId: 'Photos', type: 'AWS::S3::Bucket', physicalId: 'photos', properties: {} };
  try {
    await s3.provision(resources.map((resource) => ({ ...defaults, ...resource })));
  } finally {
    await s3.close();
  }
}

const policy = (...Statement: unknown[]): Partial<Resource> => ({
  type: 'AWS::S3::BucketPolicy',
  properties: { Bucket: 'photos', PolicyDocument: { Version: '2012-10-17', Statement } },
});

describe('a bucket of a template', () => {
  it('may have what has no meaning on one machine', async () => {
    await withS3World(
      {
        properties: {
          BucketName: BUCKET,
          AccessControl: 'Private',
          BucketEncryption: {
            ServerSideEncryptionConfiguration: [
              { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
            ],
          },
          OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
          PublicAccessBlockConfiguration: { BlockPublicAcls: true },
          Tags: [{ Key: 'a', Value: 'b' }],
        },
      },
      async ({ client }) => {
        const { ServerSideEncryption } = await client().send(
          new PutObjectCommand({ Bucket: BUCKET, Key: 'a', Body: 'x' }),
        );
        expect(ServerSideEncryption).toBe('AES256');
      },
    );
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    [
      'versions',
      { VersioningConfiguration: { Status: 'Enabled' } },
      /Photos.*VersioningConfiguration.*one version/,
    ],
    [
      'transitions',
      { LifecycleConfiguration: { Rules: [{ Status: 'Enabled', Transitions: [] }] } },
      /Transitions/,
    ],
    [
      'rules by tag',
      { LifecycleConfiguration: { Rules: [{ Status: 'Enabled', TagFilters: [] }] } },
      /TagFilters/,
    ],
    [
      'keys of KMS',
      {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
        },
      },
      /AES256/,
    ],
    ['CORS', { CorsConfiguration: { CorsRules: [] } }, /CorsConfiguration/],
    ['notifications', { NotificationConfiguration: {} }, /NotificationConfiguration/],
    ['a website', { WebsiteConfiguration: {} }, /WebsiteConfiguration/],
  ])('is refused with %s, by name', async (_, properties, message) => {
    await expect(provision({ properties })).rejects.toThrow(message);
  });

  it.each(['Photos', 'a', '../photos', 'photos..old', 'photos/old', 'x'.repeat(64)])(
    'is not called %s',
    async (physicalId) => {
      await expect(provision({ physicalId })).rejects.toThrow(/not a legal bucket name/);
    },
  );
});

describe('a bucket policy of a template', () => {
  it('may refuse insecure transport', async () => {
    await provision(
      policy(
        {
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Action: 's3:*',
          Resource: '*',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
        {
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: '*',
          Condition: { NumericLessThan: { 's3:TlsVersion': 1.2 } },
        },
      ),
    );
  });

  it.each([
    ['allows', { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' }],
    ['denies something else', { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' }],
    [
      'denies under another condition too',
      {
        Effect: 'Deny',
        Condition: { Bool: { 'aws:SecureTransport': 'false' }, StringEquals: { 'aws:PrincipalArn': 'x' } },
      },
    ],
  ])('is refused when it %s', async (_, statement) => {
    await expect(provision(policy(statement))).rejects.toThrow(
      /only statements that deny insecure transport/,
    );
  });
});

it('refuses other kinds of S3 resources, and leaves the other services’ alone', async () => {
  await provision({ type: 'AWS::Lambda::Function' });

  await expect(provision({ type: 'AWS::S3::AccessPoint' })).rejects.toThrow(/AWS::S3::AccessPoint/);
});
