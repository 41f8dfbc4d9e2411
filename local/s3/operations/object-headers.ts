import { s3Error } from '../protocol/s3-error.ts';
import type { Checksum } from '../body/checksum.ts';
import type { ObjectRecord } from '../store/object-record.ts';

/** What is kept of a write's headers and given back with the object. */
export interface ObjectHeaders {
  readonly headers: Readonly<Record<string, string>>;
  readonly metadata: Readonly<Record<string, string>>;
}

const KEPT = ['cache-control', 'content-disposition', 'content-language', 'expires'];
const METADATA_PREFIX = 'x-amz-meta-';
/** Of all names and values together (S3 User Guide, "Working with object metadata"). */
const METADATA_LIMIT_BYTES = 2048;

/** `x-amz-*` headers that describe an object being written. */
export const WRITE_HEADERS: readonly string[] = [
  METADATA_PREFIX,
  'x-amz-acl',
  'x-amz-storage-class',
  'x-amz-server-side-encryption',
];

/** Throws MetadataTooLarge. */
export function readObjectHeaders(headers: ReadonlyMap<string, string>): ObjectHeaders {
  const kept = KEPT.flatMap((name) => entry(name, headers.get(name)));
  const encoding = entry('content-encoding', contentEncoding(headers.get('content-encoding')));
  const type = headers.get('content-type') ?? 'binary/octet-stream';
  return {
    headers: Object.fromEntries([['content-type', type], ...encoding, ...kept]),
    metadata: readMetadata(headers),
  };
}

const entry = (name: string, value: string | undefined): [string, string][] =>
  value === undefined ? [] : [[name, value]];

/** aws-chunked frames the request and is no property of the object. */
function contentEncoding(value: string | undefined): string | undefined {
  const encodings = (value ?? '').split(',').map((text) => text.trim());
  const own = encodings.filter((name) => name !== '' && name !== 'aws-chunked');
  return own.length === 0 ? undefined : own.join(',');
}

function readMetadata(headers: ReadonlyMap<string, string>): Record<string, string> {
  const metadata = [...headers]
    .filter(([name]) => name.startsWith(METADATA_PREFIX))
    .map(([name, value]) => [name.slice(METADATA_PREFIX.length), value] as const);
  const size = metadata.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  if (size > METADATA_LIMIT_BYTES) {
    throw s3Error('MetadataTooLarge', { fields: { Size: size, MaxSizeAllowed: METADATA_LIMIT_BYTES } });
  }
  return Object.fromEntries(metadata);
}

/** What HEAD and GET say of an object beside its length. */
export function describeObject(record: ObjectRecord): Record<string, string> {
  const metadata = Object.entries(record.metadata).map(([name, value]) => [METADATA_PREFIX + name, value]);
  return {
    ...record.headers,
    ...(Object.fromEntries(metadata) as Record<string, string>),
    etag: `"${record.etag}"`,
    'last-modified': new Date(record.lastModified).toUTCString(),
    'accept-ranges': 'bytes',
    'x-amz-server-side-encryption': 'AES256',
  };
}

/** The value alone, as UploadPart answers it. */
export const checksumHeader = (checksum: Checksum | undefined): Record<string, string> =>
  checksum ? { [`x-amz-checksum-${checksum.algorithm.toLowerCase()}`]: checksum.value } : {};

export const checksumHeaders = (checksum: Checksum | undefined): Record<string, string> =>
  checksum ? { ...checksumHeader(checksum), 'x-amz-checksum-type': checksum.type } : {};
