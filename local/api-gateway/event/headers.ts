/** Between two hops only (RFC 9110, 7.6.1): API Gateway keeps them to itself. */
const HOP_BY_HOP = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

export interface EventHeaders {
  /** Lower-case names; duplicates joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
}

/** Takes Node's raw headers: name, value, name, value... */
export function eventHeaders(rawHeaders: readonly string[]): EventHeaders {
  const headers = new Map<string, string>();
  const cookies: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    const value = rawHeaders[index + 1] ?? '';
    if (HOP_BY_HOP.has(name)) continue;
    if (name === 'cookie') cookies.push(...splitCookies(value));
    else headers.set(name, join(headers.get(name), value));
  }
  return { headers: Object.fromEntries(headers), cookies };
}

const join = (before: string | undefined, value: string): string =>
  before === undefined ? value : `${before},${value}`;

const splitCookies = (value: string): string[] =>
  value
    .split(';')
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie !== '');
