import * as v from 'valibot';
import type { Resource } from '../../cloud-assembly/resource.ts';
import { parseProperties } from '../../iam/template/parse-properties.ts';
import type { LifecycleRule } from '../lifecycle/lifecycle-rule.ts';
import { lifecycleConfiguration, toLifecycleRules } from './lifecycle-template.ts';

export interface BucketTemplate {
  readonly name: string;
  readonly lifecycleRules: readonly LifecycleRule[];
}

/** "Bucket naming rules"; being lower-case letters, digits, dots and hyphens, a name is safe as a folder's. */
const BUCKET_NAME = /^(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

const encryption = v.strictObject({
  ServerSideEncryptionConfiguration: v.array(
    v.strictObject({
      BucketKeyEnabled: v.optional(v.boolean()),
      ServerSideEncryptionByDefault: v.strictObject({
        SSEAlgorithm: v.literal('AES256', 'only AES256, of which nothing is seen here, is supported'),
      }),
    }),
  ),
});

const ownership = v.strictObject({
  Rules: v.array(v.strictObject({ ObjectOwnership: v.literal('BucketOwnerEnforced') })),
});

/** What of AWS::S3::Bucket has a meaning here, or by its nature has none on one machine. */
const bucketProperties = v.strictObject({
  BucketName: v.optional(v.string()),
  LifecycleConfiguration: v.optional(lifecycleConfiguration),
  AccessControl: v.optional(v.literal('Private')),
  BucketEncryption: v.optional(encryption),
  OwnershipControls: v.optional(ownership),
  PublicAccessBlockConfiguration: v.optional(v.record(v.string(), v.unknown())),
  Tags: v.optional(v.array(v.unknown())),
  VersioningConfiguration: v.optional(v.never('this S3 keeps one version of an object')),
});

/** Reads an AWS::S3::Bucket. Throws a sentence for anything this S3 would otherwise have to ignore. */
export function readBucketTemplate(resource: Resource): BucketTemplate {
  const { LifecycleConfiguration } = parseProperties(bucketProperties, resource);
  if (!BUCKET_NAME.test(resource.physicalId)) {
    throw new Error(
      `AWS::S3::Bucket ${resource.logicalId}: ${resource.physicalId} is not a legal bucket name`,
    );
  }
  return {
    name: resource.physicalId,
    lifecycleRules: LifecycleConfiguration ? toLifecycleRules(LifecycleConfiguration) : [],
  };
}
