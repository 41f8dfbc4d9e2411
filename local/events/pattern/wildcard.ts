import { invalidPattern } from './invalid-pattern.ts';

/**
 * `*` stands for any text, `\*` and `\\` for themselves ("Matching using wildcards" of the user guide). Two stars in a
 * row and other escapes are refused. Literal pieces are looked for from left to right, which needs no backtracking.
 */
export function compileWildcard(pattern: string): (text: string) => boolean {
  const pieces = splitAtStars(pattern);
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  if (pieces.length === 1) return (text) => text === first;
  return (text) => {
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
      return false;
    const end = text.length - last.length;
    let position = first.length;
    for (const piece of pieces.slice(1, -1)) {
      const found = text.indexOf(piece, position);
      if (found === -1 || found + piece.length > end) return false;
      position = found + piece.length;
    }
    return true;
  };
}

function splitAtStars(pattern: string): string[] {
  if (/^(?:[^\\]|\\.)*?\*\*/s.test(pattern))
    throw invalidPattern('Consecutive wildcard characters are not allowed');
  const pieces = [''];
  for (const [token] of pattern.matchAll(/\\[\s\S]?|[\s\S]/gu)) {
    if (token === '*') pieces.push('');
    else pieces.push((pieces.pop() ?? '') + unescape(token));
  }
  return pieces;
}

function unescape(token: string): string {
  if (!token.startsWith('\\')) return token;
  if (token === '\\*' || token === '\\\\') return token.slice(1);
  throw invalidPattern('Invalid escape character in a wildcard: only \\* and \\\\ are allowed');
}
