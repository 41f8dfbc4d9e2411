import * as v from 'valibot';

/** Input of the list operations. */
export const page = {
  Limit: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)), 100),
  /** How many items came before. */
  NextToken: v.exactOptional(v.pipe(v.string(), v.regex(/^\d{1,9}$/, 'no token of an earlier answer')), '0'),
};

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly NextToken?: string;
}

export function paginate<Item>(
  items: readonly Item[],
  { Limit, NextToken }: { readonly Limit: number; readonly NextToken: string },
): Page<Item> {
  const start = Number(NextToken);
  const end = start + Limit;
  return { items: items.slice(start, end), ...(end < items.length && { NextToken: String(end) }) };
}
