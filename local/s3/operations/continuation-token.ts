import { invalidArgument } from '../protocol/s3-error.ts';
import type { ListPosition } from '../store/list-keys.ts';

/** Opaque to callers: a letter that tells key from common prefix, and the text, in base64url. */
export function writeToken(position: ListPosition): string {
  const text = 'key' in position ? `k${position.key}` : `p${position.commonPrefix}`;
  return Buffer.from(text).toString('base64url');
}

/** Throws InvalidArgument for what `writeToken` did not write. */
export function readToken(token: string): ListPosition {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  const intact = Buffer.from(text).toString('base64url') === token;
  if (intact && text.startsWith('k')) return { key: text.slice(1) };
  if (intact && text.startsWith('p')) return { commonPrefix: text.slice(1) };
  throw invalidArgument('continuation-token', token, 'The continuation token provided is incorrect');
}
