/** Control characters, and those that turn the direction of text. */
const UNPRINTABLE = /[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu;

/** Text of others must not move the cursor, ring, or look like a line of ours. */
export function oneLine(text: string): string {
  return text.replace(UNPRINTABLE, ' ');
}
