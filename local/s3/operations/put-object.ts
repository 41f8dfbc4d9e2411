import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { Operation, S3Call } from '../protocol/operation.ts';
import type { Reply } from '../protocol/reply.ts';
import { s3Error } from '../protocol/s3-error.ts';
import type { Bucket } from '../store/bucket.ts';
import type { ObjectRecord } from '../store/object-record.ts';
import type { PendingWrite } from '../store/object-store.ts';
import { checksumHeaders, readObjectHeaders, WRITE_HEADERS } from './object-headers.ts';
import { onObject, targetObject } from './target.ts';
import { readWriteCondition } from './write-condition.ts';

/** Of one PUT ("Amazon S3 multipart upload limits"). */
const LARGEST_PUT_BYTES = 5 * 1024 ** 3;

export const putObject: Operation = {
  name: 'PutObject',
  route: { method: 'PUT', on: 'key' },
  headers: [...WRITE_HEADERS, 'x-amz-checksum-', 'x-amz-sdk-checksum-algorithm'],
  handle: put,
};

async function put(call: S3Call): Promise<Reply> {
  const { bucket, key } = targetObject(call);
  const condition = readWriteCondition(call.request.headers);
  call.authorize(onObject('PutObject', bucket, key));
  if (condition.kind === 'matches') call.authorize(onObject('GetObject', bucket, key));
  const described = readObjectHeaders(call.request.headers);
  refuseTooLarge(call.body.sizeBytes);
  const incoming = call.body.open();
  const write = bucket.objects.beginWrite(key, condition);
  try {
    const segment = await bucket.content.write(incoming.chunks);
    const record: ObjectRecord = {
      key,
      ...described,
      sizeBytes: segment.sizeBytes,
      etag: incoming.etag(),
      checksum: incoming.checksum(),
      lastModified: call.now(),
      segments: [segment],
    };
    await commitNewContent(bucket, write, record);
    return { statusCode: 200, headers: writtenHeaders(record) };
  } finally {
    write.end();
  }
}

/** Throws EntityTooLarge. */
export function refuseTooLarge(sizeBytes = 0): void {
  if (sizeBytes <= LARGEST_PUT_BYTES) return;
  throw s3Error('EntityTooLarge', { fields: { ProposedSize: sizeBytes, MaxSizeAllowed: LARGEST_PUT_BYTES } });
}

/** Commits a record whose content was written for it, and deletes that content if it is refused. */
export async function commitNewContent(
  bucket: Bucket,
  write: PendingWrite,
  record: ObjectRecord,
): Promise<void> {
  try {
    await write.commit(record);
  } catch (error) {
    // Any other error may have come after the record was written: then the content must stay.
    if (error instanceof AwsError) await bucket.content.discard(record.segments);
    throw error;
  }
}

export function writtenHeaders(record: ObjectRecord): Record<string, string> {
  return {
    etag: `"${record.etag}"`,
    'x-amz-server-side-encryption': 'AES256',
    ...checksumHeaders(record.checksum),
  };
}
