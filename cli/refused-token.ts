import { MOST_SKEW_MS } from './skew.ts';
import { claimsOf } from './token-claims.ts';

/** Where a token came from, and so where another one does. */
export interface TokenSource {
  readonly token: string;
  /** `set ARTISAN_TOKEN to a fresh one`. */
  readonly remedy: string;
}

/** What there is to do about a token that the API does not take. @param now milliseconds since the epoch */
export function refusedToken({ token, remedy }: TokenSource, now: number): string {
  const claims = claimsOf(token);
  if (!claims) return `The token is none of a user pool: ${remedy}`;
  const endsAt = claims.exp * 1_000;
  if (endsAt <= now) return `The token expired at ${new Date(endsAt).toISOString()}: ${remedy}`;
  if (claims.iat * 1_000 > now + MOST_SKEW_MS)
    return `The token is of ${new Date(claims.iat * 1_000).toISOString()}, which is yet to come: is this machine's clock right?`;
  return `The token is of another stage, or its user has signed out: ${remedy}`;
}
