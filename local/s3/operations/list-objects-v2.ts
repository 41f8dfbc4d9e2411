import type { Operation, S3Call } from '../protocol/operation.ts';
import { xmlReply, type Reply } from '../protocol/reply.ts';
import { notImplemented } from '../protocol/s3-error.ts';
import { integerParameter } from '../protocol/s3-request.ts';
import type { XmlElement } from '../protocol/xml-writer.ts';
import { listKeys, type ListPosition } from '../store/list-keys.ts';
import type { ObjectRecord } from '../store/object-record.ts';
import { readToken, writeToken } from './continuation-token.ts';
import { readEncoding, type EncodeKey } from './encoding-type.ts';
import { ownerElement } from './owner.ts';
import { onBucket, targetBucket } from './target.ts';

const MOST_KEYS = 1000;

export const listObjectsV2: Operation = {
  name: 'ListObjectsV2',
  route: { method: 'GET', on: 'bucket', markers: ['list-type'] },
  query: [
    'prefix',
    'delimiter',
    'max-keys',
    'continuation-token',
    'start-after',
    'encoding-type',
    'fetch-owner',
  ],
  handle: (call) => Promise.resolve(list(call)),
};

function list(call: S3Call): Reply {
  const bucket = targetBucket(call);
  const { query } = call.request;
  if (query.get('list-type') !== '2')
    throw notImplemented(`list-type=${query.get('list-type') ?? ''}, only 2`);
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const maxKeys = integerParameter(query, 'max-keys', { fallback: MOST_KEYS, min: 0, max: MOST_KEYS });
  const context = { 's3:prefix': prefix, 's3:delimiter': delimiter, 's3:max-keys': String(maxKeys) };
  call.authorize(onBucket('ListBucket', bucket, context));
  const encode = readEncoding(query);
  const page = listKeys(bucket.objects.index, { prefix, delimiter, maxKeys, after: readPosition(query) });
  const owner = query.get('fetch-owner') === 'true' ? ownerElement(call.environment) : undefined;
  return xmlReply('ListBucketResult', [
    ['Name', bucket.name],
    ['Prefix', encode(prefix)],
    ['Delimiter', delimiter === '' ? undefined : encode(delimiter)],
    ['StartAfter', query.has('start-after') ? encode(query.get('start-after') ?? '') : undefined],
    ['ContinuationToken', query.get('continuation-token')],
    ['NextContinuationToken', page.next && writeToken(page.next)],
    ['KeyCount', page.records.length + page.commonPrefixes.length],
    ['MaxKeys', maxKeys],
    ['EncodingType', query.get('encoding-type')],
    ['IsTruncated', page.next !== undefined],
    ...page.records.map((record): XmlElement => ['Contents', contents(record, encode, owner)]),
    ...page.commonPrefixes.map((each): XmlElement => ['CommonPrefixes', [['Prefix', encode(each)]]]),
  ]);
}

/** A continuation token outweighs start-after. */
function readPosition(query: ReadonlyMap<string, string>): ListPosition | undefined {
  const token = query.get('continuation-token');
  if (token !== undefined) return readToken(token);
  const startAfter = query.get('start-after');
  return startAfter === undefined ? undefined : { key: startAfter };
}

function contents(
  record: ObjectRecord,
  encode: EncodeKey,
  owner: XmlElement | undefined,
): readonly XmlElement[] {
  return [
    ['Key', encode(record.key)],
    ['LastModified', new Date(record.lastModified).toISOString()],
    ['ETag', `"${record.etag}"`],
    ['ChecksumAlgorithm', record.checksum?.algorithm],
    ['ChecksumType', record.checksum?.type],
    ['Size', record.sizeBytes],
    ['StorageClass', 'STANDARD'],
    ...(owner ? [owner] : []),
  ];
}
