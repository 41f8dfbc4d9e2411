import { s3Error } from '../protocol/s3-error.ts';
import type { ObjectRecord } from './object-record.ts';

/** What must hold of a key for a write or a delete to happen. */
export type WriteCondition =
  | { readonly kind: 'none' }
  /** `If-None-Match: *` */
  | { readonly kind: 'absent' }
  /** `If-Match`: an entity tag without quotes, or `*` for any. */
  | { readonly kind: 'matches'; readonly etag: string };

/** Throws PreconditionFailed, or NoSuchKey when there is nothing to match (S3 User Guide, "conditional writes"). */
export function checkWriteCondition(
  condition: WriteCondition,
  key: string,
  current: ObjectRecord | undefined,
): void {
  if (condition.kind === 'absent' && current) {
    throw s3Error('PreconditionFailed', { fields: { Condition: 'If-None-Match' } });
  }
  if (condition.kind !== 'matches') return;
  if (!current) throw s3Error('NoSuchKey', { fields: { Key: key } });
  if (condition.etag !== '*' && condition.etag !== current.etag) {
    throw s3Error('PreconditionFailed', { fields: { Condition: 'If-Match' } });
  }
}
