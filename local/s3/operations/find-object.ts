import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { S3Call } from '../protocol/operation.ts';
import { s3Error } from '../protocol/s3-error.ts';
import type { Bucket } from '../store/bucket.ts';
import type { ObjectRecord } from '../store/object-record.ts';
import { onBucket, onObject } from './target.ts';

/**
 * An object that the caller may read. A missing one is NoSuchKey only to those who may list the bucket, to others
 * AccessDenied (API Reference, GetObject, "Permissions").
 */
export function findReadableObject(call: S3Call, bucket: Bucket, key: string): ObjectRecord {
  call.authorize(onObject('GetObject', bucket, key));
  const record = bucket.objects.index.get(key);
  if (record) return record;
  if (mayList(call, bucket)) throw s3Error('NoSuchKey', { fields: { Key: key } });
  throw s3Error('AccessDenied', {
    message: 'Access Denied: no such key, and the caller may not s3:ListBucket',
  });
}

function mayList(call: S3Call, bucket: Bucket): boolean {
  try {
    call.authorize(onBucket('ListBucket', bucket));
    return true;
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
}
