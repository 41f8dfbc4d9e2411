/** RFC 3986 unreserved characters: the only ones that stand for themselves in a canonical request. */
const UNRESERVED = /^[A-Za-z0-9\-._~]$/;
const PLAIN_PATH = /^(?:\/[A-Za-z0-9\-_~][A-Za-z0-9\-._~]*)*\/?$/;

/** Canonical URI: as sent for S3; elsewhere without `.`, `..` and empty segments, and encoded once more. */
export function canonicalPath(path: string, style: 's3' | 'normalised'): string {
  if (style === 's3') return path === '' ? '/' : path;
  if (PLAIN_PATH.test(path)) return path === '' ? '/' : path;
  return normalise(path)
    .split('/')
    .map((segment) => segment.replace(/[^A-Za-z0-9\-._~]/g, percent))
    .join('/');
}

function normalise(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  return `/${kept.join('/')}${kept.length > 0 && path.endsWith('/') ? '/' : ''}`;
}

/** Canonical query: each name and value strictly encoded, sorted by name, then by value. */
export function canonicalQuery(query: string): string {
  if (query === '') return '';
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map(canonicalPair)
    .sort(byNameThenValue)
    .map(({ name, value }) => `${name}=${value}`)
    .join('&');
}

interface Pair {
  readonly name: string;
  readonly value: string;
}

function canonicalPair(pair: string): Pair {
  const equals = pair.indexOf('=');
  return equals === -1
    ? { name: reencode(pair), value: '' }
    : { name: reencode(pair.slice(0, equals)), value: reencode(pair.slice(equals + 1)) };
}

// By code point, never by locale: that is the order signers use.
const compare = (left: string, right: string): number => (left < right ? -1 : Number(left > right));
const byNameThenValue = (left: Pair, right: Pair): number =>
  compare(left.name, right.name) || compare(left.value, right.value);

/** Encodes strictly what may be encoded loosely, byte by byte, so that no input can make it throw. */
const reencode = (text: string): string =>
  text.replace(/%[0-9A-Fa-f]{2}|[^A-Za-z0-9\-._~]/g, (found) => {
    if (found === '+') return '%20';
    if (found.length === 1) return percent(found);
    const character = String.fromCharCode(Number.parseInt(found.slice(1), 16));
    return UNRESERVED.test(character) ? character : found.toUpperCase();
  });

/** A request line holds bytes, which Node reads as latin1. */
const percent = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
