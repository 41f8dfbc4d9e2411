import type { Operation, S3Call } from '../protocol/operation.ts';
import { xmlReply, type Reply } from '../protocol/reply.ts';
import { integerParameter } from '../protocol/s3-request.ts';
import type { XmlElement } from '../protocol/xml-writer.ts';
import { sortKeyOf } from '../store/key-index.ts';
import type { UploadRecord } from '../store/object-record.ts';
import { readEncoding, type EncodeKey } from './encoding-type.ts';
import { ownerElement } from './owner.ts';
import { onBucket, targetBucket } from './target.ts';

const MOST_UPLOADS = 1000;

export const listMultipartUploads: Operation = {
  name: 'ListMultipartUploads',
  route: { method: 'GET', on: 'bucket', markers: ['uploads'] },
  query: ['prefix', 'key-marker', 'upload-id-marker', 'max-uploads', 'encoding-type'],
  handle: (call) => Promise.resolve(list(call)),
};

function list(call: S3Call): Reply {
  const bucket = targetBucket(call);
  const { query } = call.request;
  call.authorize(onBucket('ListBucketMultipartUploads', bucket));
  const encode = readEncoding(query);
  const prefix = query.get('prefix') ?? '';
  const marker = { key: query.get('key-marker') ?? '', uploadId: query.get('upload-id-marker') ?? '' };
  const maxUploads = integerParameter(query, 'max-uploads', {
    fallback: MOST_UPLOADS,
    min: 1,
    max: MOST_UPLOADS,
  });
  const after = [...bucket.uploads.all()]
    .filter((upload) => upload.key.startsWith(prefix) && comesAfter(upload, marker))
    .sort((a, b) => compare(sortKeyOf(a.key), sortKeyOf(b.key)) || compare(a.uploadId, b.uploadId));
  const page = after.slice(0, maxUploads);
  const last = page.length < after.length ? page.at(-1) : undefined;
  return xmlReply('ListMultipartUploadsResult', [
    ['Bucket', bucket.name],
    ['KeyMarker', encode(marker.key)],
    ['UploadIdMarker', marker.uploadId],
    ['NextKeyMarker', last && encode(last.key)],
    ['NextUploadIdMarker', last?.uploadId],
    ['Prefix', encode(prefix)],
    ['MaxUploads', maxUploads],
    ['EncodingType', query.get('encoding-type')],
    ['IsTruncated', last !== undefined],
    ...page.map((upload): XmlElement => ['Upload', describe(call, upload, encode)]),
  ]);
}

type Marker = Pick<UploadRecord, 'key' | 'uploadId'>;

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Without an upload id the marker's own key is left out altogether; ids order the uploads of one key by age. */
function comesAfter(upload: Marker, marker: Marker): boolean {
  const order = compare(sortKeyOf(upload.key), sortKeyOf(marker.key));
  return order > 0 || (order === 0 && marker.uploadId !== '' && upload.uploadId > marker.uploadId);
}

const describe = (call: S3Call, upload: UploadRecord, encode: EncodeKey): readonly XmlElement[] => [
  ['UploadId', upload.uploadId],
  ['Key', encode(upload.key)],
  ['Initiated', new Date(upload.initiatedAt).toISOString()],
  ['StorageClass', 'STANDARD'],
  ownerElement(call.environment, 'Initiator'),
  ownerElement(call.environment),
  ['ChecksumAlgorithm', upload.checksum?.algorithm],
  ['ChecksumType', upload.checksum?.type],
];
