import { createHash, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { Clock } from '../../clock/clock.ts';
import type { UserPool } from '../options.ts';
import type { PoolClient, PoolModel } from '../template/pool-model.ts';
import { accessTokenClaims, type Claims, type Grant, idTokenClaims, type SignIn } from './claims.ts';
import type { Directory } from './directory.ts';
import type { OpenPool } from './open-pool.ts';
import { publicJwk } from './signing-key.ts';
import type { User } from './user.ts';

/** A pool with what its own services need beyond the public part. */
export interface RunningPool extends UserPool {
  readonly model: PoolModel;
  readonly directory: Directory;
  readonly jwks: { readonly keys: readonly object[] };
  /** Throws AwsError ResourceNotFoundException. The first client when none is named. */
  client(clientId?: string): PoolClient;
  /** Who nobody has heard of is known where nobody is asked who he is. Throws AwsError UserNotFoundException. */
  readonly known: (username: string) => User;
  issueTokens(user: User, client: PoolClient): Promise<{ accessToken: string; idToken: string }>;
}

export interface UserPoolOptions {
  readonly model: PoolModel;
  readonly opened: OpenPool;
  readonly clock: Clock;
  readonly region: string;
  readonly endpointUrl: string;
  readonly noAuth: boolean;
}

export function createUserPool(options: UserPoolOptions): RunningPool {
  const { model, opened, clock, region, endpointUrl, noAuth } = options;
  const { key, directory } = opened;
  const issuer = `${endpointUrl}/${model.id}`;
  const grant = (user: Grant['user'], client: PoolClient): Grant => ({
    issuer,
    client,
    user,
    now: clock.now(),
  });
  const sign = (claims: Claims): Promise<string> =>
    new SignJWT({ ...claims }).setProtectedHeader({ kid: key.id, alg: 'RS256' }).sign(key.privateKey);
  const accessToken = (user: User, client: PoolClient, signIn: SignIn): Promise<string> =>
    sign(accessTokenClaims(grant(user, client), signIn));
  const client = (clientId?: string): PoolClient => clientOf(model, clientId);

  return {
    id: model.id,
    model,
    directory,
    clientIds: model.clients.map(({ id }) => id),
    issuer,
    issuerNames: [issuer, `https://cognito-idp.${region}.amazonaws.com/${model.id}`],
    jwks: { keys: [publicJwk(key)] },
    key: (keyId) => (keyId === key.id ? key.publicKey : undefined),
    client,
    known: (username) =>
      noAuth ? (directory.find(username) ?? anyone(username, model)) : directory.get(username),
    users: () => directory.all().map(publicUser),
    claimsOf: (username, audience) => {
      const user = directory.find(username) ?? anyone(username, model);
      const known = model.clients.find(({ id }) => audience.includes(id));
      return accessTokenClaims(grant(user, known ?? client()), 'hosted');
    },
    issueAccessToken: async (username, clientId) => {
      const [user, chosen] = [enabled(directory.get(username)), client(clientId)];
      return {
        accessToken: await accessToken(user, chosen, 'hosted'),
        expiresInSeconds: chosen.accessTokenSeconds,
      };
    },
    issueTokens: async (user, chosen) => ({
      accessToken: await accessToken(enabled(user), chosen, 'api'),
      idToken: await sign(idTokenClaims(grant(user, chosen))),
    }),
  };
}

function clientOf({ id, clients }: PoolModel, clientId: string | undefined): PoolClient {
  const client = clientId === undefined ? clients[0] : clients.find((candidate) => candidate.id === clientId);
  if (client) return client;
  const message =
    clientId === undefined
      ? `User pool ${id} has no client.`
      : `User pool client ${clientId} does not exist.`;
  throw new AwsError('ResourceNotFoundException', message);
}

function enabled(user: User): User {
  if (user.enabled) return user;
  throw new AwsError('NotAuthorizedException', 'User is disabled.');
}

const publicUser = ({ username, groups, local, password }: User) => ({
  username,
  groups,
  password: local ? password : undefined,
});

/** Whoever nobody has heard of belongs to every group, under an id of his own that stays the same. */
function anyone(username: string, { groups }: PoolModel): User {
  const digest = createHash('sha256').update(username).digest('hex');
  return {
    username,
    sub: digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5'),
    groups: groups.map(({ name }) => name),
    attributes: {},
    enabled: true,
    status: 'CONFIRMED',
    password: randomUUID(),
    local: false,
    createdAt: 0,
    modifiedAt: 0,
  };
}
