import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { Members } from './members.ts';

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken?: string;
}

const LARGEST_PAGE = 1000;
const DEFAULT_PAGE = 100;

/**
 * Cuts the page out that `maxResults` and `nextToken` ask for. `keyOf` is what a token remembers of the last item of
 * the page before: items may come and go between calls, so positions would not do.
 */
export function readPage<Item>(
  members: Members,
  items: readonly Item[],
  keyOf: (item: Item) => string,
): Page<Item> {
  const asked = members.integer('maxResults', { min: 0, max: LARGEST_PAGE }) ?? 0;
  const size = asked === 0 ? DEFAULT_PAGE : asked;
  const token = members.text('nextToken', { min: 1, max: 3096 });
  const begin = token === undefined ? 0 : positionAfter(items.map(keyOf), token);
  const page = items.slice(begin, begin + size);
  const last = page.at(-1);
  return begin + size < items.length && last !== undefined
    ? { items: page, nextToken: Buffer.from(keyOf(last)).toString('base64url') }
    : { items: page };
}

function positionAfter(keys: readonly string[], token: string): number {
  const position = keys.indexOf(Buffer.from(token, 'base64url').toString('utf8'));
  if (position === -1) throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
  return position + 1;
}
