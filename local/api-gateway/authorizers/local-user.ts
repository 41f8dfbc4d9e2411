import type { Environment } from '../../cloud-assembly/resource.ts';
import type { JwtAuthority } from '../jwt-authority.ts';
import type { Authorizer, AuthorizerRequest } from './authorizer.ts';
import { renderClaims } from './claims.ts';

/** Who calls when nobody is asked who he is. */
const userOf = ({ headers }: AuthorizerRequest): string => headers['x-local-user'] ?? 'local';

export const localJwtAuthorizer =
  (authority: JwtAuthority, audience: readonly string[], scopes: readonly string[]): Authorizer =>
  (request) => {
    const claims = renderClaims(authority.claimsOf(userOf(request), audience));
    return Promise.resolve({ jwt: { claims, scopes: scopes.length > 0 ? scopes : null } });
  };

export const localIamAuthorizer =
  ({ account }: Environment): Authorizer =>
  (request) => {
    const user = userOf(request);
    return Promise.resolve({
      iam: {
        accessKey: 'LOCAL',
        accountId: account,
        callerId: user,
        cognitoIdentity: null,
        principalOrgId: null,
        userArn: `arn:aws:iam::${account}:user/${user}`,
        userId: user,
      },
    });
  };
