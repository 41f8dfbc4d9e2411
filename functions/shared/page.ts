import { createHash } from 'node:crypto';
import { ProblemError } from './problem.ts';

const CHECKSUM_LENGTH = 12;

/** The part of a request that a page depends on. */
interface ListRequest {
  readonly rawPath: string;
  readonly query: { readonly limit: number; readonly cursor?: string | undefined };
}

export interface PageRequest {
  readonly limit: number;
  /** The key after which the page begins: of the last item of the page before. */
  readonly after?: string;
}

/**
 * What page of a list is asked for. A cursor is bound to the path it was made for, so one of another run or another
 * list is refused, and a checksum finds the altered ones. It is no secret and no permission: it holds the sort key to go
 * on after, never a partition, and whoever forges one begins elsewhere in a list that he may read from its start. For
 * that to hold, a store takes `after` as a bound within the partition and prefix it lists, nothing else.
 * @throws ProblemError 400 for a cursor that was altered or belongs to another path
 */
export function pageOf({ rawPath, query: { limit, cursor } }: ListRequest): PageRequest {
  if (cursor === undefined) return { limit };
  const key = Buffer.from(cursor.slice(CHECKSUM_LENGTH), 'base64url').toString();
  if (key !== '' && cursorOf(rawPath, key) === cursor) return { limit, after: key };
  throw new ProblemError('invalid_request', `cursor: got ${cursor}, allowed is a next_cursor of this list`);
}

/** A page as it is answered; `nextKey` is the sort key of its last item, if there are more. */
export function page<Item>(
  { rawPath }: Pick<ListRequest, 'rawPath'>,
  items: readonly Item[],
  nextKey?: string,
) {
  return { items, ...(nextKey !== undefined && { next_cursor: cursorOf(rawPath, nextKey) }) };
}

function cursorOf(rawPath: string, key: string): string {
  const checksum = createHash('sha256').update(`${rawPath}\n${key}`).digest('base64url');
  return checksum.slice(0, CHECKSUM_LENGTH) + Buffer.from(key).toString('base64url');
}
