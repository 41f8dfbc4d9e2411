import type { KeyObject } from 'node:crypto';
import { errors, type JWTHeaderParameters, type JWTPayload, jwtVerify } from 'jose';
import type { JwtAuthority } from '../jwt-authority.ts';

/** Why a token is not accepted, in the words of `error_description`. */
export class TokenError extends Error {
  override readonly name = 'TokenError';
}

export interface TokenExpectations {
  readonly authority: JwtAuthority;
  readonly audience: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Source: "Control access to HTTP APIs with JWT authorizers in API Gateway". Only RSA is supported there. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512'];

/** The claims of a token that may be used now. Throws TokenError. */
export async function verifyToken(token: string, expected: TokenExpectations): Promise<JWTPayload> {
  const { authority, audience, now } = expected;
  const options = {
    algorithms: ALGORITHMS,
    issuer: authority.issuer,
    requiredClaims: ['exp'],
    currentDate: new Date(now),
  };
  const key = ({ kid }: JWTHeaderParameters): KeyObject => keyOf(authority, kid);
  const { payload } = await jwtVerify(token, key, options).catch(rethrow);
  if (payload.iat !== undefined && payload.iat * 1000 > now) {
    throw new TokenError('the token was issued in the future');
  }
  // client_id counts only where there is no aud: Cognito's access tokens have none.
  const recipients = [payload.aud ?? payload['client_id']].flat();
  if (!recipients.some((recipient) => typeof recipient === 'string' && audience.includes(recipient))) {
    throw new TokenError('the token does not have a valid audience');
  }
  return payload;
}

function keyOf(authority: JwtAuthority, keyId: string | undefined): KeyObject {
  const key = keyId === undefined ? undefined : authority.key(keyId);
  if (key) return key;
  throw new TokenError('the token is signed with an unknown key');
}

function rethrow(error: unknown): never {
  if (error instanceof errors.JWTExpired) throw new TokenError('the token has expired', { cause: error });
  if (error instanceof errors.JWTClaimValidationFailed) {
    throw new TokenError(`the token does not have a valid ${error.claim}`, { cause: error });
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    throw new TokenError("the token's signature is invalid", { cause: error });
  }
  if (error instanceof errors.JOSEAlgNotAllowed) {
    throw new TokenError("the token's signing method is invalid", { cause: error });
  }
  if (error instanceof errors.JOSEError) throw new TokenError('unable to decode the token', { cause: error });
  throw error;
}
