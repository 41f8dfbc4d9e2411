import type { ApiGatewayOptions } from '../options.ts';
import type { Route } from '../template/api-model.ts';
import type { Authorizer } from './authorizer.ts';
import { createIamAuthorizer } from './iam-authorizer.ts';
import { createJwtAuthorizer } from './jwt-authorizer.ts';
import { localIamAuthorizer, localJwtAuthorizer } from './local-user.ts';

export type AuthorizerOptions = Pick<
  ApiGatewayOptions,
  'registry' | 'environment' | 'clock' | 'jwtAuthorities' | 'noAuth'
> & { readonly apiId: string };

/** Undefined for an open route. Throws for an issuer that is not on this stack. */
export function chooseAuthorizer(
  { key, authorization }: Route,
  options: AuthorizerOptions,
): Authorizer | undefined {
  const { environment, clock, noAuth = false, jwtAuthorities } = options;
  if (authorization.type === 'NONE') return undefined;
  if (authorization.type === 'AWS_IAM') {
    return noAuth ? localIamAuthorizer(environment) : createIamAuthorizer(options);
  }
  const { issuer, audience, scopes } = authorization;
  const authority = jwtAuthorities.find(({ issuerNames }) => issuerNames.includes(issuer));
  if (!authority) {
    const known = jwtAuthorities.flatMap(({ issuerNames }) => issuerNames).join(', ') || 'none';
    throw new Error(`${key.text}: no user pool of this stack is the issuer ${issuer}; there is: ${known}`);
  }
  return noAuth
    ? localJwtAuthorizer(authority, audience, scopes)
    : createJwtAuthorizer({ ...authorization, authority, clock });
}
