import type { IncomingMessage } from 'node:http';
import { isPresigned } from '../../iam/sigv4/verify-presigned-url.ts';
import { isAuthenticationParameter } from './authentication-parameters.ts';
import { asHeaderValue } from './header-value.ts';
import { invalidArgument, notImplemented, s3Error } from './s3-error.ts';

/** A request with its bucket, key and parameters told apart; nothing of its body has been read. */
export interface S3Request {
  readonly method: string;
  /** Absent for a call on the service itself. */
  readonly bucket: string | undefined;
  /** Absent for a call on a bucket. */
  readonly key: string | undefined;
  /** Decoded; the first of several values. */
  readonly query: ReadonlyMap<string, string>;
  /** By lower-case name, with the `x-amz-*` values that a presigned URL carries in its query. */
  readonly headers: ReadonlyMap<string, string>;
  /** Its signature is in the query. */
  readonly presigned: boolean;
  readonly http: IncomingMessage;
}

/** A key's UTF-8 encoding has 1 to 1,024 bytes (S3 User Guide, "Naming Amazon S3 objects"). */
const KEY_LIMIT_BYTES = 1024;

/** Both styles of address: `/bucket/key`, and `/key` on the host `bucket.localhost`. Throws AwsError. */
export function parseS3Request(http: IncomingMessage): S3Request {
  const [path, rawQuery = ''] = splitOnce(http.url ?? '', '?');
  if (!path.startsWith('/')) throw s3Error('InvalidURI');
  const query = parseQuery(rawQuery);
  const presigned = isPresigned(http.url ?? '');
  const hostBucket = /^([^:]+)\.localhost(?::\d+)?$/.exec(http.headers.host ?? '')?.[1];
  const [pathBucket, rawKey = ''] =
    hostBucket === undefined ? splitOnce(path.slice(1), '/') : ['', path.slice(1)];
  const bucket = hostBucket ?? decode(pathBucket);
  if (bucket === '' && rawKey !== '') throw s3Error('InvalidURI');
  return {
    method: http.method ?? '',
    bucket: bucket === '' ? undefined : bucket,
    key: rawKey === '' ? undefined : parseKey(rawKey),
    query,
    headers: effectiveHeaders(http, query, presigned),
    presigned,
    http,
  };
}

/** `rawKey` is percent-encoded UTF-8. Dots and slashes mean nothing: `a/../b` is a key like any other. */
export function parseKey(rawKey: string): string {
  const key = decode(rawKey);
  const size = Buffer.byteLength(key);
  if (size > KEY_LIMIT_BYTES) {
    throw s3Error('KeyTooLongError', { fields: { Size: size, MaxSizeAllowed: KEY_LIMIT_BYTES } });
  }
  return key;
}

/** Whole number of a query parameter within limits; above `max` counts as `max`, as S3 does. */
export function integerParameter(
  query: ReadonlyMap<string, string>,
  name: string,
  range: { readonly fallback: number; readonly min: number; readonly max: number },
): number {
  const text = query.get(name);
  if (text === undefined || text === '') return range.fallback;
  const value = /^-?\d{1,10}$/.test(text) ? Number(text) : NaN;
  if (Number.isNaN(value))
    throw invalidArgument(name, text, `Provided ${name} not an integer or within integer range`);
  if (value < range.min || value > 2 ** 31 - 1) {
    throw invalidArgument(
      name,
      text,
      `Argument ${name} must be an integer between ${range.min} and ${2 ** 31 - 1}`,
    );
  }
  return Math.min(value, range.max);
}

const CHECKSUM = /^x-amz-(?:checksum-(?!mode$|type$|algorithm$)|sdk-checksum-algorithm$)/i;

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw s3Error('InvalidURI', { fields: { URI: encoded } });
  }
}

function parseQuery(rawQuery: string): ReadonlyMap<string, string> {
  const query = new Map<string, string>();
  for (const pair of rawQuery.split('&').filter((text) => text !== '')) {
    const [name, value = ''] = splitOnce(pair.replaceAll('+', ' '), '=');
    const decodedName = decode(name);
    if (!query.has(decodedName)) query.set(decodedName, decode(value));
  }
  return query;
}

/**
 * Presigners move `x-amz-*` headers into the query, where S3 reads them as headers. It is said to ignore checksums
 * there, so a URL that looks bound to its content is not: refused, to be signed as a header instead.
 */
function effectiveHeaders(
  http: IncomingMessage,
  query: ReadonlyMap<string, string>,
  presigned: boolean,
): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  if (presigned) {
    for (const [name, value] of query) {
      if (!/^x-amz-/i.test(name) || isAuthenticationParameter(name)) continue;
      if (CHECKSUM.test(name)) {
        throw notImplemented(
          `${name} in a presigned query: S3 does not verify it there, sign it as a header`,
        );
      }
      headers.set(name.toLowerCase(), asHeaderValue(name, value));
    }
  }
  for (const [name, value] of Object.entries(http.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(',') : value);
  }
  return headers;
}
