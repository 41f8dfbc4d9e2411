import { randomUUID } from 'node:crypto';
import type { PoolClient } from '../template/pool-model.ts';
import type { User } from './user.ts';

export interface Grant {
  readonly issuer: string;
  readonly client: PoolClient;
  readonly user: Pick<User, 'username' | 'sub' | 'groups'>;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export type Claims = Readonly<Record<string, unknown>>;

/** Signed in over the API with a password, or on the hosted pages. */
export type SignIn = 'api' | 'hosted';

/** What a password buys on the API; the hosted pages grant what the client allows. */
const API_SCOPES = ['aws.cognito.signin.user.admin'];

/** Source: "Understanding the access token" in the Amazon Cognito Developer Guide. */
export function accessTokenClaims(grant: Grant, signIn: SignIn): Claims {
  const { client, user } = grant;
  const hosted = signIn === 'hosted' && client.hostedScopes.length > 0;
  return {
    ...commonClaims(grant, client.accessTokenSeconds),
    ...(signIn === 'hosted' && { version: 2 }),
    client_id: client.id,
    token_use: 'access',
    scope: (hosted ? client.hostedScopes : API_SCOPES).join(' '),
    username: user.username,
  };
}

/** Source: "Understanding the identity (ID) token", likewise. */
export const idTokenClaims = (grant: Grant): Claims => ({
  ...commonClaims(grant, grant.client.idTokenSeconds),
  'cognito:username': grant.user.username,
  aud: grant.client.id,
  token_use: 'id',
});

function commonClaims({ issuer, user, now }: Grant, lifeSeconds: number): Claims {
  const seconds = Math.floor(now / 1000);
  return {
    sub: user.sub,
    ...(user.groups.length > 0 && { 'cognito:groups': user.groups }),
    iss: issuer,
    origin_jti: randomUUID(),
    event_id: randomUUID(),
    auth_time: seconds,
    exp: seconds + lifeSeconds,
    iat: seconds,
    jti: randomUUID(),
  };
}
