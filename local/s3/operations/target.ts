import type { Permission } from '../../aws-endpoint/service.ts';
import type { S3Call } from '../protocol/operation.ts';
import { s3Error } from '../protocol/s3-error.ts';
import type { Bucket } from '../store/bucket.ts';

/** The bucket that a call names. Throws NoSuchBucket. */
export const targetBucket = (call: S3Call): Bucket => bucketNamed(call, call.request.bucket ?? '');

/** The bucket and key that a call names; routing has seen to it that there is a key. Throws NoSuchBucket. */
export function targetObject(call: S3Call): { readonly bucket: Bucket; readonly key: string } {
  return { bucket: targetBucket(call), key: call.request.key ?? '' };
}

export function bucketNamed({ buckets }: S3Call, name: string): Bucket {
  const bucket = buckets.get(name);
  if (!bucket) throw s3Error('NoSuchBucket', { fields: { BucketName: name } });
  return bucket;
}

export const onObject = (action: string, bucket: Bucket, key: string): Permission => ({
  action: `s3:${action}`,
  resource: `arn:aws:s3:::${bucket.name}/${key}`,
});

export const onBucket = (
  action: string,
  bucket: Bucket,
  context: Readonly<Record<string, string>> = {},
): Permission => ({ action: `s3:${action}`, resource: `arn:aws:s3:::${bucket.name}`, context });
