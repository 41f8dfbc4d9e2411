import { createHash, timingSafeEqual } from 'node:crypto';

const SCHEME = /^Bearer +([\x21-\x7e]+)$/i;

/**
 * Whether an Authorization header names one of the tokens, which are kept as text with white space between: while a token
 * is replaced, the old and the new one both count. Takes as long whatever is given.
 */
export function namesOneOf(tokens: string, header: string | undefined): boolean {
  const [, given = ''] = SCHEME.exec(header ?? '') ?? [];
  const hash = digest(given);
  const kept = tokens.split(/\s+/).filter((token) => token !== '');
  return kept.map((token) => timingSafeEqual(digest(token), hash)).some((isSame) => isSame);
}

/** Of one length, however long a token is. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
