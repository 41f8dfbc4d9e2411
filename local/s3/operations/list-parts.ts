import type { Operation, S3Call } from '../protocol/operation.ts';
import { xmlReply, type Reply } from '../protocol/reply.ts';
import { integerParameter } from '../protocol/s3-request.ts';
import type { XmlElement } from '../protocol/xml-writer.ts';
import type { PartRecord } from '../store/object-record.ts';
import { abortHeaders } from './create-multipart-upload.ts';
import { ownerElement } from './owner.ts';
import { onObject, targetObject } from './target.ts';

const MOST_PARTS = 1000;

export const listParts: Operation = {
  name: 'ListParts',
  route: { method: 'GET', on: 'key', markers: ['uploadId'] },
  query: ['max-parts', 'part-number-marker'],
  handle: (call) => Promise.resolve(list(call)),
};

function list(call: S3Call): Reply {
  const { bucket, key } = targetObject(call);
  const { query } = call.request;
  call.authorize(onObject('ListMultipartUploadParts', bucket, key));
  const { record, parts } = bucket.uploads.find(key, query.get('uploadId') ?? '');
  const maxParts = integerParameter(query, 'max-parts', { fallback: MOST_PARTS, min: 0, max: MOST_PARTS });
  const marker = integerParameter(query, 'part-number-marker', { fallback: 0, min: 0, max: 10_000 });
  const after = [...parts.values()]
    .filter(({ partNumber }) => partNumber > marker)
    .sort((a, b) => a.partNumber - b.partNumber);
  const page = after.slice(0, maxParts);
  const result: XmlElement[] = [
    ['Bucket', bucket.name],
    ['Key', key],
    ['UploadId', record.uploadId],
    ownerElement(call.environment, 'Initiator'),
    ownerElement(call.environment),
    ['StorageClass', 'STANDARD'],
    ['PartNumberMarker', marker],
    ['NextPartNumberMarker', page.at(-1)?.partNumber ?? 0],
    ['MaxParts', maxParts],
    ['IsTruncated', page.length > 0 && page.length < after.length],
    ['ChecksumAlgorithm', record.checksum?.algorithm],
    ['ChecksumType', record.checksum?.type],
    ...page.map((part): XmlElement => ['Part', describePart(part)]),
  ];
  return xmlReply('ListPartsResult', result, abortHeaders(bucket, record));
}

const describePart = ({
  partNumber,
  lastModified,
  etag,
  sizeBytes,
  checksum,
}: PartRecord): readonly XmlElement[] => [
  ['PartNumber', partNumber],
  ['LastModified', new Date(lastModified).toISOString()],
  ['ETag', `"${etag}"`],
  ['Size', sizeBytes],
  [`Checksum${checksum?.algorithm ?? ''}`, checksum?.value],
];
