import { ProblemError } from './problem.ts';

const ENTITY_TAG = /^(W\/)?"[\x21\x23-\x7e\x80-\xff]*"$/;

/**
 * The precondition of a change (RFC 9110, 13.1.1): a list of entity tags or `*`, compared strongly, so a weak tag
 * never matches.
 * @throws ProblemError 428 without the header, 400 when it is not of that form
 */
export function ifMatch(header: string | undefined): (etag: string) => boolean {
  if (header === undefined) {
    throw new ProblemError('precondition_required', 'Read the resource and send its ETag as If-Match.');
  }
  if (header.trim() === '*') return () => true;
  const tags = header.split(',').map((tag) => tag.trim());
  if (!tags.every((tag) => ENTITY_TAG.test(tag))) {
    throw new ProblemError(
      'invalid_request',
      `If-Match: got ${header}, allowed is "tag", a list of them, or *`,
    );
  }
  return (etag) => tags.includes(etag);
}
