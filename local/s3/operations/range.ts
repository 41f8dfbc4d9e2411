import { notImplemented, s3Error } from '../protocol/s3-error.ts';
import type { ByteRange } from '../store/segments.ts';

/**
 * The bytes a Range header asks for; undefined for all of them, also when the header is not a well-formed range,
 * which HTTP says to ignore. Throws InvalidRange when none of it lies within the object.
 */
export function readRange(header: string | undefined, sizeBytes: number): ByteRange | undefined {
  if (header === undefined) return undefined;
  if (/^bytes=.*,/.test(header)) throw notImplemented('several ranges in one request, nor does S3');
  const [, from = '', to = ''] = /^bytes=\s*(\d{0,15})-(\d{0,15})\s*$/.exec(header) ?? [];
  if (from === '' && to === '') return undefined;
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined;
  const first = from === '' ? Math.max(sizeBytes - Number(to), 0) : Number(from);
  const last = from === '' || to === '' ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1);
  if (first > last) {
    throw s3Error('InvalidRange', { fields: { RangeRequested: header, ActualObjectSize: sizeBytes } });
  }
  return { first, last };
}
