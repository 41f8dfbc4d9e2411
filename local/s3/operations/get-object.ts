import { objectExpiry } from '../lifecycle/lifecycle-rule.ts';
import { asHeaderValue } from '../protocol/header-value.ts';
import type { Operation, S3Call } from '../protocol/operation.ts';
import type { Reply } from '../protocol/reply.ts';
import { notImplemented } from '../protocol/s3-error.ts';
import type { Bucket } from '../store/bucket.ts';
import type { ObjectRecord } from '../store/object-record.ts';
import type { ByteRange } from '../store/segments.ts';
import { findReadableObject } from './find-object.ts';
import { checksumHeaders, describeObject } from './object-headers.ts';
import { readRange } from './range.ts';
import { isWanted, readConditions } from './read-condition.ts';
import { targetObject } from './target.ts';

/** Query parameters that replace a header of the answer. */
const OVERRIDES = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];

const READ = {
  query: OVERRIDES.map((name) => `response-${name}`),
  headers: ['x-amz-checksum-mode'],
};

export const getObject: Operation = {
  name: 'GetObject',
  route: { method: 'GET', on: 'key' },
  ...READ,
  handle: (call) => Promise.resolve(read(call, true)),
};

export const headObject: Operation = {
  name: 'HeadObject',
  route: { method: 'HEAD', on: 'key' },
  ...READ,
  handle: (call) => Promise.resolve(read(call, false)),
};

function read(call: S3Call, withBody: boolean): Reply {
  const { bucket, key } = targetObject(call);
  const { headers } = call.request;
  if (headers.has('if-range')) throw notImplemented('If-Range, nor does S3: use If-Match');
  const record = findReadableObject(call, bucket, key);
  const described = { ...describeObject(record), ...expirationHeader(bucket, record) };
  if (!isWanted(record, readConditions(headers))) return { statusCode: 304, headers: described };
  const range = readRange(headers.get('range'), record.sizeBytes);
  return {
    statusCode: range ? 206 : 200,
    headers: {
      ...described,
      ...overrides(call.request.query),
      ...(range ? rangeHeaders(range, record) : wholeHeaders(call, record)),
    },
    ...(withBody && { body: bucket.content.open(record.segments, range) }),
  };
}

function overrides(query: ReadonlyMap<string, string>): Record<string, string> {
  const given = OVERRIDES.flatMap((name) => {
    const value = query.get(`response-${name}`);
    return value === undefined ? [] : [[name, asHeaderValue(`response-${name}`, value)] as const];
  });
  return Object.fromEntries(given);
}

const rangeHeaders = ({ first, last }: ByteRange, { sizeBytes }: ObjectRecord): Record<string, string> => ({
  'content-range': `bytes ${first}-${last}/${sizeBytes}`,
  'content-length': String(last - first + 1),
});

/** A checksum speaks of the whole object, so none comes with a range. */
function wholeHeaders({ request }: S3Call, { sizeBytes, checksum }: ObjectRecord): Record<string, string> {
  const wantsChecksum = request.headers.get('x-amz-checksum-mode')?.toUpperCase() === 'ENABLED';
  return { 'content-length': String(sizeBytes), ...(wantsChecksum ? checksumHeaders(checksum) : {}) };
}

function expirationHeader({ lifecycleRules }: Bucket, record: ObjectRecord): Record<string, string> {
  const expiry = objectExpiry(lifecycleRules, record);
  if (!expiry) return {};
  const rule = encodeURIComponent(expiry.ruleId);
  return { 'x-amz-expiration': `expiry-date="${new Date(expiry.at).toUTCString()}", rule-id="${rule}"` };
}
