export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken?: string;
}

/** The part of a list that starts at `token` (a place in the list). */
export function pageOf<T>(list: readonly T[], limit: number, token: string | undefined): Page<T> {
  const start = token === undefined ? 0 : Number(token.slice(2));
  const end = start + limit;
  const items = list.slice(start, end);
  return end < list.length ? { items, nextToken: `f/${end}` } : { items };
}
