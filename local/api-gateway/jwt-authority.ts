import type { KeyObject } from 'node:crypto';

/** Someone whose tokens JWT authorizers accept: a user pool. */
export interface JwtAuthority {
  /** The `iss` of its tokens. */
  readonly issuer: string;
  /** How templates name it: the issuer itself, or the address it would have on AWS. */
  readonly issuerNames: readonly string[];
  /** The public key of a token's `kid`. */
  key(keyId: string): KeyObject | undefined;
  /**
   * The claims a token of this user would have, for `noAuth`: a name it does not know belongs to every group.
   * `audience` holds the client ids an authorizer accepts.
   */
  claimsOf(username: string, audience: readonly string[]): Readonly<Record<string, unknown>>;
}
