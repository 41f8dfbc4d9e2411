import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { IncomingContent } from '../body/request-body.ts';
import type { Operation, S3Call } from '../protocol/operation.ts';
import type { Reply } from '../protocol/reply.ts';
import { s3Error } from '../protocol/s3-error.ts';
import type { Bucket } from '../store/bucket.ts';
import type { PartRecord, UploadRecord } from '../store/object-record.ts';
import { checksumHeader } from './object-headers.ts';
import { parsePartNumber } from './part-number.ts';
import { refuseTooLarge } from './put-object.ts';
import { onObject, targetObject } from './target.ts';

export const uploadPart: Operation = {
  name: 'UploadPart',
  route: { method: 'PUT', on: 'key', markers: ['partNumber', 'uploadId'] },
  headers: ['x-amz-checksum-', 'x-amz-sdk-checksum-algorithm'],
  handle: upload,
};

async function upload(call: S3Call): Promise<Reply> {
  const { bucket, key } = targetObject(call);
  const { query } = call.request;
  call.authorize(onObject('PutObject', bucket, key));
  const partNumber = parsePartNumber(query.get('partNumber') ?? '');
  const { record } = bucket.uploads.find(key, query.get('uploadId') ?? '');
  refuseTooLarge(call.body.sizeBytes);
  const incoming = call.body.open({ algorithm: record.checksum?.algorithm });
  checkAlgorithm(incoming, record);
  const segment = await bucket.content.write(incoming.chunks);
  const part: PartRecord = {
    partNumber,
    sizeBytes: segment.sizeBytes,
    etag: incoming.etag(),
    checksum: incoming.checksum(),
    lastModified: call.now(),
    segment,
  };
  await commitPart(bucket, record, part);
  return {
    statusCode: 200,
    headers: {
      etag: `"${part.etag}"`,
      'x-amz-server-side-encryption': 'AES256',
      ...checksumHeader(part.checksum),
    },
  };
}

/**
 * A part of a composite checksum must bring its own, and none may bring another than the upload's. An upload begun
 * without an algorithm takes CRC32, which SDKs send unasked.
 */
function checkAlgorithm({ declared }: IncomingContent, { checksum }: UploadRecord): void {
  if (!declared && checksum?.type !== 'COMPOSITE') return;
  if (declared?.algorithm === (checksum?.algorithm ?? 'CRC32')) return;
  const expected = checksum?.algorithm.toLowerCase() ?? 'null';
  const actual = declared?.algorithm.toLowerCase() ?? 'null';
  const message = `Checksum Type mismatch occurred, expected checksum Type: ${expected}, actual checksum Type: ${actual}`;
  throw s3Error('InvalidRequest', { message });
}

async function commitPart(bucket: Bucket, upload: UploadRecord, part: PartRecord): Promise<void> {
  try {
    await bucket.uploads.putPart(upload, part);
  } catch (error) {
    if (error instanceof AwsError) await bucket.content.discard([part.segment]);
    throw error;
  }
}
