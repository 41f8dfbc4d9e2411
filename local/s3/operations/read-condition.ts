import { s3Error } from '../protocol/s3-error.ts';
import type { ObjectRecord } from '../store/object-record.ts';
import { unquote } from './write-condition.ts';

export interface ReadConditions {
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
  readonly ifModifiedSince: string | undefined;
  readonly ifUnmodifiedSince: string | undefined;
}

/** The four headers, or those of a copy's source with `x-amz-copy-source-` before their names. */
export function readConditions(headers: ReadonlyMap<string, string>, before = ''): ReadConditions {
  return {
    ifMatch: headers.get(`${before}if-match`),
    ifNoneMatch: headers.get(`${before}if-none-match`),
    ifModifiedSince: headers.get(`${before}if-modified-since`),
    ifUnmodifiedSince: headers.get(`${before}if-unmodified-since`),
  };
}

/**
 * False when the caller has the object already (304 for a read). Throws PreconditionFailed. A matching entity tag
 * outweighs the date beside it (API Reference, GetObject, "If-Match" to "If-Unmodified-Since").
 */
export function isWanted(record: ObjectRecord, conditions: ReadConditions): boolean {
  const { ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince } = conditions;
  if (ifMatch !== undefined) {
    if (!includes(ifMatch, record.etag)) throw failed('If-Match');
  } else if (record.lastModified > timeOf(ifUnmodifiedSince, Infinity)) {
    throw failed('If-Unmodified-Since');
  }
  if (ifNoneMatch !== undefined) return !includes(ifNoneMatch, record.etag);
  return record.lastModified > timeOf(ifModifiedSince, -Infinity);
}

const includes = (list: string, etag: string): boolean =>
  list.split(',').some((one) => one.trim() === '*' || unquote(one.trim().replace(/^W\//, '')) === etag);

/** A date that cannot be read counts as none, as in HTTP. */
function timeOf(date: string | undefined, fallback: number): number {
  const time = date === undefined ? NaN : Date.parse(date);
  return Number.isNaN(time) ? fallback : time;
}

const failed = (condition: string) => s3Error('PreconditionFailed', { fields: { Condition: condition } });
