import { notImplemented } from '../protocol/s3-error.ts';
import type { WriteCondition } from '../store/write-condition.ts';

/** If-None-Match and If-Match of a write. Throws NotImplemented for what S3 does not take there. */
export function readWriteCondition(headers: ReadonlyMap<string, string>): WriteCondition {
  const ifMatch = headers.get('if-match');
  const ifNoneMatch = headers.get('if-none-match');
  if (ifMatch !== undefined && ifNoneMatch !== undefined) {
    throw notImplemented('If-Match together with If-None-Match on a write');
  }
  if (ifNoneMatch === undefined) return readMatch(ifMatch);
  if (ifNoneMatch !== '*') throw notImplemented(`If-None-Match: ${ifNoneMatch} on a write, only *`);
  return { kind: 'absent' };
}

/** `If-Match` of a write or a delete. */
export function readMatch(ifMatch: string | undefined): WriteCondition {
  return ifMatch === undefined ? { kind: 'none' } : { kind: 'matches', etag: unquote(ifMatch) };
}

/** Clients send entity tags with and without their quotes, and S3 takes both. */
export const unquote = (etag: string): string => /^"(.*)"$/.exec(etag.trim())?.[1] ?? etag.trim();
