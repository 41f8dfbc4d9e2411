import { randomBytes } from 'node:crypto';
import { parseAlgorithm, type Checksum } from '../body/checksum.ts';
import { uploadExpiry } from '../lifecycle/lifecycle-rule.ts';
import type { Operation, S3Call } from '../protocol/operation.ts';
import { xmlReply, type Reply } from '../protocol/reply.ts';
import { s3Error } from '../protocol/s3-error.ts';
import type { Bucket } from '../store/bucket.ts';
import type { UploadRecord } from '../store/object-record.ts';
import { readObjectHeaders, WRITE_HEADERS } from './object-headers.ts';
import { onObject, targetObject } from './target.ts';

export const createMultipartUpload: Operation = {
  name: 'CreateMultipartUpload',
  route: { method: 'POST', on: 'key', markers: ['uploads'] },
  headers: [...WRITE_HEADERS, 'x-amz-checksum-algorithm', 'x-amz-checksum-type'],
  handle: create,
};

async function create(call: S3Call): Promise<Reply> {
  const { bucket, key } = targetObject(call);
  const { headers } = call.request;
  call.authorize(onObject('PutObject', bucket, key));
  const record: UploadRecord = {
    uploadId: newUploadId(call.now()),
    key,
    initiatedAt: call.now(),
    ...readObjectHeaders(headers),
    checksum: readChecksumKind(headers),
  };
  await bucket.uploads.begin(record);
  const result = [
    ['Bucket', bucket.name],
    ['Key', key],
    ['UploadId', record.uploadId],
  ] as const;
  return xmlReply('InitiateMultipartUploadResult', result, {
    'x-amz-server-side-encryption': 'AES256',
    ...checksumKindHeaders(record),
    ...abortHeaders(bucket, record),
  });
}

/** Begins with the time, so that the uploads of a key are listed in the order of their ids and of their age alike. */
const newUploadId = (now: number): string =>
  now.toString(36).padStart(10, '0') + randomBytes(32).toString('hex');

/** A CRC may be of the whole object, a SHA is always composite; without a word it is composite. */
function readChecksumKind(
  headers: ReadonlyMap<string, string>,
): Pick<Checksum, 'algorithm' | 'type'> | undefined {
  const name = headers.get('x-amz-checksum-algorithm');
  const type = headers.get('x-amz-checksum-type') ?? 'COMPOSITE';
  if (name === undefined) {
    if (!headers.has('x-amz-checksum-type')) return undefined;
    const message =
      'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.';
    throw s3Error('InvalidRequest', { message });
  }
  const algorithm = parseAlgorithm(name);
  if (type === 'COMPOSITE' || (type === 'FULL_OBJECT' && algorithm === 'CRC32')) return { algorithm, type };
  const message = `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`;
  throw s3Error('InvalidRequest', { message });
}

function checksumKindHeaders({ checksum }: UploadRecord): Record<string, string> {
  if (!checksum) return {};
  return { 'x-amz-checksum-algorithm': checksum.algorithm, 'x-amz-checksum-type': checksum.type };
}

/** Says when a lifecycle rule will end the upload. */
export function abortHeaders({ lifecycleRules }: Bucket, upload: UploadRecord): Record<string, string> {
  const expiry = uploadExpiry(lifecycleRules, upload);
  if (!expiry) return {};
  return {
    'x-amz-abort-date': new Date(expiry.at).toUTCString(),
    'x-amz-abort-rule-id': encodeURIComponent(expiry.ruleId),
  };
}
