import type { S3Call } from '../protocol/operation.ts';
import { invalidArgument, notImplemented, s3Error } from '../protocol/s3-error.ts';
import { parseKey } from '../protocol/s3-request.ts';
import type { Bucket } from '../store/bucket.ts';
import type { ObjectRecord } from '../store/object-record.ts';
import { findReadableObject } from './find-object.ts';
import { isWanted, readConditions } from './read-condition.ts';
import { bucketNamed } from './target.ts';

export interface CopySource {
  readonly bucket: Bucket;
  readonly record: ObjectRecord;
}

/** Headers of every copy beside `x-amz-copy-source` itself. */
export const COPY_SOURCE_HEADERS: readonly string[] = [
  'x-amz-copy-source',
  'x-amz-copy-source-if-match',
  'x-amz-copy-source-if-none-match',
  'x-amz-copy-source-if-modified-since',
  'x-amz-copy-source-if-unmodified-since',
];

/** The object that `x-amz-copy-source` names, if the caller may read it and its conditions hold. */
export function findCopySource(call: S3Call): CopySource {
  const { headers } = call.request;
  const source = headers.get('x-amz-copy-source') ?? '';
  const [path = '', parameters] = source.split('?', 2);
  if (parameters !== undefined) throw notImplemented(`x-amz-copy-source with ?${parameters}`);
  const [, bucketName, rawKey] = /^\/?([^/]+)\/(.+)$/s.exec(bareSlashes(path)) ?? [];
  if (bucketName === undefined || rawKey === undefined) {
    const message = 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey';
    throw invalidArgument('x-amz-copy-source', source, message);
  }
  const bucket = bucketNamed(call, bucketName);
  const record = findReadableObject(call, bucket, parseKey(rawKey));
  if (!isWanted(record, readConditions(headers, 'x-amz-copy-source-'))) {
    throw s3Error('PreconditionFailed', { fields: { Condition: 'x-amz-copy-source-If-None-Match' } });
  }
  return { bucket, record };
}

/** encodeURIComponent over the whole encodes the slash between bucket and key too. */
const bareSlashes = (path: string): string => (path.includes('/') ? path : path.replace(/%2F/gi, '/'));
