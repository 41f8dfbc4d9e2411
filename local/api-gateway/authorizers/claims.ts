/** Claims as events hold them: all text, arrays as `[a b]`, nulls left out, objects as JSON. Measured on AWS. */
export function renderClaims(claims: Readonly<Record<string, unknown>>): Record<string, string> {
  const rendered = Object.entries(claims).map(([name, value]) => [name, render(value)] as const);
  return Object.fromEntries(rendered.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function render(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) return `[${value.map((item) => render(item) ?? '').join(' ')}]`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The scopes of a token, from `scope` or `scp`, as a list or as words. */
export function scopesOf(claims: Readonly<Record<string, unknown>>): string[] {
  const scopes = claims['scope'] ?? claims['scp'];
  if (typeof scopes === 'string') return scopes.split(' ').filter((scope) => scope !== '');
  return Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : [];
}
