import { createDigests, type Digests } from '../body/digests.ts';
import { parseAlgorithm, type ChecksumAlgorithm } from '../body/checksum.ts';
import type { Operation, S3Call } from '../protocol/operation.ts';
import { xmlReply, type Reply } from '../protocol/reply.ts';
import { invalidArgument, s3Error } from '../protocol/s3-error.ts';
import type { XmlElement } from '../protocol/xml-writer.ts';
import type { Segment } from '../store/segments.ts';
import type { Bucket } from '../store/bucket.ts';
import type { ObjectRecord } from '../store/object-record.ts';
import { COPY_SOURCE_HEADERS, findCopySource, type CopySource } from './copy-source.ts';
import { readObjectHeaders, WRITE_HEADERS, type ObjectHeaders } from './object-headers.ts';
import { commitNewContent } from './put-object.ts';
import { onObject, targetObject } from './target.ts';
import { readWriteCondition } from './write-condition.ts';

/** A larger source must be copied in parts. */
const LARGEST_SOURCE_BYTES = 5 * 1024 ** 3;

export const copyObject: Operation = {
  name: 'CopyObject',
  route: { method: 'PUT', on: 'key', header: 'x-amz-copy-source' },
  headers: [
    ...WRITE_HEADERS,
    ...COPY_SOURCE_HEADERS,
    'x-amz-metadata-directive',
    'x-amz-tagging-directive',
    'x-amz-checksum-algorithm',
  ],
  handle: copy,
};

async function copy(call: S3Call): Promise<Reply> {
  const { bucket, key } = targetObject(call);
  const condition = readWriteCondition(call.request.headers);
  call.authorize(onObject('PutObject', bucket, key));
  if (condition.kind === 'matches') call.authorize(onObject('GetObject', bucket, key));
  const source = findCopySource(call);
  refuseUseless(call, source, { bucket, key });
  const algorithm = readAlgorithm(call, source.record);
  const digests = createDigests(algorithm ? ['MD5', algorithm] : ['MD5']);
  const write = bucket.objects.beginWrite(key, condition);
  try {
    const segment = await copyContent(source, bucket, digests);
    const record: ObjectRecord = {
      key,
      ...describe(call, source.record),
      sizeBytes: segment.sizeBytes,
      etag: digests.of('MD5').toString('hex'),
      checksum: algorithm && {
        algorithm,
        type: 'FULL_OBJECT',
        value: digests.of(algorithm).toString('base64'),
      },
      lastModified: call.now(),
      segments: [segment],
    };
    await commitNewContent(bucket, write, record);
    return xmlReply('CopyObjectResult', copyResult(record));
  } finally {
    write.end();
  }
}

async function copyContent(source: CopySource, bucket: Bucket, digests: Digests): Promise<Segment> {
  const reader = source.bucket.content.open(source.record.segments);
  try {
    return await bucket.content.write(digested(reader.bytes, digests));
  } finally {
    await reader.close();
  }
}

async function* digested(
  bytes: AsyncIterable<Buffer>,
  digests: Digests,
): AsyncGenerator<Buffer, void, undefined> {
  for await (const chunk of bytes) {
    digests.update(chunk);
    yield chunk;
  }
}

function refuseUseless(call: S3Call, source: CopySource, target: { bucket: Bucket; key: string }): void {
  if (source.record.sizeBytes > LARGEST_SOURCE_BYTES) {
    const message = `The specified copy source is larger than the maximum allowable size for a copy source: ${LARGEST_SOURCE_BYTES}`;
    throw s3Error('InvalidRequest', { message });
  }
  const onItself = source.bucket === target.bucket && source.record.key === target.key;
  if (onItself && !replacesMetadata(call) && !call.request.headers.has('x-amz-checksum-algorithm')) {
    const message =
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.";
    throw s3Error('InvalidRequest', { message });
  }
}

function replacesMetadata({ request }: S3Call): boolean {
  const directive = request.headers.get('x-amz-metadata-directive') ?? 'COPY';
  if (directive !== 'COPY' && directive !== 'REPLACE') {
    throw invalidArgument('x-amz-metadata-directive', directive, 'Unknown metadata directive.');
  }
  return directive === 'REPLACE';
}

function describe(call: S3Call, source: ObjectRecord): ObjectHeaders {
  if (replacesMetadata(call)) return readObjectHeaders(call.request.headers);
  return { headers: source.headers, metadata: source.metadata };
}

/** The source's own algorithm unless another is asked for. */
function readAlgorithm({ request }: S3Call, source: ObjectRecord): ChecksumAlgorithm | undefined {
  const asked = request.headers.get('x-amz-checksum-algorithm');
  return asked === undefined ? source.checksum?.algorithm : parseAlgorithm(asked);
}

function copyResult({ etag, lastModified, checksum }: ObjectRecord): readonly XmlElement[] {
  return [
    ['LastModified', new Date(lastModified).toISOString()],
    ['ETag', `"${etag}"`],
    [`Checksum${checksum?.algorithm ?? ''}`, checksum?.value],
    ['ChecksumType', checksum?.type],
  ];
}
