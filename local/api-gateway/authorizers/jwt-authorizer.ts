import type { Clock } from '../../clock/clock.ts';
import { GatewayError } from '../http/gateway-error.ts';
import type { JwtAuthority } from '../jwt-authority.ts';
import type { JwtConfiguration } from '../template/api-model.ts';
import type { Authorizer, AuthorizerRequest } from './authorizer.ts';
import { renderClaims, scopesOf } from './claims.ts';
import { TokenError, verifyToken } from './verify-token.ts';

export interface JwtAuthorizerOptions extends JwtConfiguration {
  readonly scopes: readonly string[];
  readonly authority: JwtAuthority;
  readonly clock: Clock;
}

/** Accepts tokens of one issuer for some audiences and, where the route asks for scopes, with at least one of them. */
export function createJwtAuthorizer(options: JwtAuthorizerOptions): Authorizer {
  const { identitySource, authority, audience, scopes, clock } = options;
  return async (request) => {
    const token = tokenOf(identitySource, request);
    if (token === '') throw unauthorized('Bearer', 'no token');
    const claims = await verifyToken(token, { authority, audience, now: clock.now() }).catch(
      (error: unknown) => {
        throw error instanceof TokenError ? refusal(error.message, scopes) : error;
      },
    );
    if (scopes.length > 0 && !scopesOf(claims).some((scope) => scopes.includes(scope))) {
      throw insufficientScope(scopes);
    }
    return { jwt: { claims: renderClaims(claims), scopes: scopes.length > 0 ? scopesOf(claims) : null } };
  };
}

/** `$request.header.Authorization` or `$request.querystring.token`, with or without `Bearer `. */
function tokenOf(identitySource: string, { headers, target }: AuthorizerRequest): string {
  const [, place, name = ''] = /^\$request\.(header|querystring)\.(.+)$/.exec(identitySource) ?? [];
  const value =
    place === 'header' ? headers[name.toLowerCase()] : new URLSearchParams(target.query).get(name);
  return (value ?? '').replace(/^Bearer +/i, '').trim();
}

const refusal = (description: string, scopes: readonly string[]): GatewayError =>
  unauthorized(
    `Bearer scope="${scopes.join(' ')}" error="invalid_token" error_description="${description}"`,
    description,
  );

const unauthorized = (challenge: string, reason: string): GatewayError =>
  new GatewayError(401, 'Unauthorized', {
    headers: { 'www-authenticate': challenge },
    responseType: 'UNAUTHORIZED',
    cause: reason,
  });

const insufficientScope = (scopes: readonly string[]): GatewayError =>
  new GatewayError(403, 'Forbidden', {
    headers: {
      'www-authenticate': `Bearer scope="${scopes.join(' ')}" error="insufficient_scope" error_description="the token does not have a required scope"`,
    },
    responseType: 'ACCESS_DENIED',
    cause: 'the token does not have a required scope',
  });
