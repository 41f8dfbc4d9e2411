const ELLIPSIS = '...';

/** At most so many UTF-16 units, cut between characters. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - ELLIPSIS.length);
  return (cut.isWellFormed() || !text.isWellFormed() ? cut : cut.slice(0, -1)) + ELLIPSIS;
}
