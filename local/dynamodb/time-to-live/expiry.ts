import type { Item } from 'dynalite/db/index.js';

/** Amazon DynamoDB Developer Guide, "How it works: TTL": a time more than five years past is taken for a mistake. */
const OLDEST_SECONDS = 5 * 365 * 24 * 60 * 60;

/** Whether the item's attribute holds a number of epoch seconds that have passed. */
export function isExpired(item: Item, attribute: string, nowMs: number): boolean {
  const expiresAt = Object.hasOwn(item, attribute) ? item[attribute]?.['N'] : undefined;
  if (typeof expiresAt !== 'string') return false;
  const secondsPast = nowMs / 1000 - Number(expiresAt);
  return secondsPast >= 0 && secondsPast <= OLDEST_SECONDS;
}
