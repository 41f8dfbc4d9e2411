const LONGEST_TEXT = 60;

/** How a received value is named in a problem: `"60"` is text, `60` a number, `nothing` an absent or empty value. */
export function describeFound(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return describeMap(Object.keys(value));
  return typeof value === 'boolean' ? String(value) : `a ${typeof value}`;
}

/** Escapes what could move a terminal's cursor or turn its text around: files may come from anywhere. */
export function quote(text: string): string {
  const characters = Array.from(text);
  const shown = characters.slice(0, LONGEST_TEXT).join('');
  return `${JSON.stringify(shown).replace(/\p{C}/gu, escapeCharacter)}${characters.length > LONGEST_TEXT ? '...' : ''}`;
}

function escapeCharacter(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`;
}

function describeMap(keys: readonly string[]): string {
  if (keys.length === 0) return 'an empty map';
  const shown = keys.slice(0, 5).map((key) => quote(key));
  return `a map of ${shown.join(', ')}${keys.length > shown.length ? ', ...' : ''}`;
}
