import * as v from 'valibot';

/** Where a token came from, and so where another one does. */
export interface TokenSource {
  readonly token: string;
  /** `set ARTISAN_TOKEN to a fresh one`. */
  readonly remedy: string;
}

const payload = v.object({ exp: v.number() });

/** What there is to do about a token that the API does not take. @param now milliseconds since the epoch */
export function refusedToken({ token, remedy }: TokenSource, now: number): string {
  const endsAt = endOf(token);
  if (endsAt === undefined) return `The token is none of a user pool: ${remedy}`;
  if (endsAt <= now) return `The token expired at ${new Date(endsAt).toISOString()}: ${remedy}`;
  return `The token is of another stage, or its user has signed out: ${remedy}`;
}

function endOf(token: string): number | undefined {
  try {
    const text = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
    return v.parse(payload, JSON.parse(text)).exp * 1_000;
  } catch {
    return undefined;
  }
}
