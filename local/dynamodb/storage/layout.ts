import type { Range } from 'dynalite/db/index.js';

/**
 * Keys of the one LevelDB. `~` sorts behind every character of a table's or an index's name, and behind every one
 * that dynalite builds keys of (hex digits, `/`), so a prefix followed by `~` is the end of its range.
 * Beside these there are `format` (storage.ts) and `token~` (request-tokens.ts).
 */
const END = '~';

export const TABLES = 'table~';

export const itemsOf = (table: string): string => `item~${table}~`;

export const indexOf = (table: string, index: string): string => `index~${table}~${index}~`;

/** Entries of all indexes of a table, so also of those it no longer has. */
export const indexesOf = (table: string): string => `index~${table}~`;

/** The keys under a prefix, or those of them that dynalite asks for in terms of what follows the prefix. */
export function rangeUnder(prefix: string, range: Range = {}): Range {
  const { gt, gte, lt, lte, ...rest } = range;
  const lower = gt === undefined ? { gte: prefix + (gte ?? '') } : { gt: prefix + gt };
  const upper = lte === undefined ? { lt: prefix + (lt ?? END) } : { lte: prefix + lte };
  return { ...rest, ...lower, ...upper };
}
