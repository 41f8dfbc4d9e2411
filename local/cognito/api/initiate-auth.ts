import { hash, randomUUID, timingSafeEqual } from 'node:crypto';
import * as v from 'valibot';
import { AwsError } from '../../aws-endpoint/aws-error.ts';
import type { User } from '../pool/user.ts';
import type { RunningPool } from '../pool/user-pool.ts';
import type { PoolClient } from '../template/pool-model.ts';
import { parseCall } from './input.ts';
import type { Operation } from './operation.ts';

const InitiateAuth = v.object({
  AuthFlow: v.string(),
  AuthParameters: v.optional(v.record(v.string(), v.string()), {}),
  ClientId: v.string(),
});

/** USER_PASSWORD_AUTH only. Its answer holds no refresh token. */
export const initiateAuth: Operation = async (input, { poolOfClient }) => {
  const { AuthFlow, AuthParameters, ClientId } = parseCall(InitiateAuth, input);
  const pool = poolOfClient(ClientId);
  const client = pool.client(ClientId);
  checkFlow(AuthFlow, client, pool);
  const user = checkPassword(pool, AuthParameters);
  if (user.status === 'FORCE_CHANGE_PASSWORD') {
    const parameters = { USER_ID_FOR_SRP: user.username, requiredAttributes: '[]', userAttributes: '{}' };
    return { ChallengeName: 'NEW_PASSWORD_REQUIRED', ChallengeParameters: parameters, Session: randomUUID() };
  }
  const { accessToken, idToken } = await pool.issueTokens(user, client);
  return {
    AuthenticationResult: {
      AccessToken: accessToken,
      ExpiresIn: client.accessTokenSeconds,
      IdToken: idToken,
      TokenType: 'Bearer',
    },
    ChallengeParameters: {},
  };
};

function checkFlow(flow: string, client: PoolClient, { model }: RunningPool): void {
  if (flow !== 'USER_PASSWORD_AUTH') {
    throw new AwsError(
      'InvalidParameterException',
      `${flow} is not supported here, only USER_PASSWORD_AUTH is`,
    );
  }
  if (!client.allowsPasswords) {
    throw new AwsError('InvalidParameterException', 'USER_PASSWORD_AUTH flow not enabled for this client');
  }
  if (model.requiresMfa) {
    const message = 'The pool requires MFA, which is not supported here: get tokens from POST /_local/tokens';
    throw new AwsError('InvalidParameterException', message);
  }
}

function checkPassword({ directory }: RunningPool, parameters: Readonly<Record<string, string>>): User {
  const { USERNAME: username, PASSWORD: password } = parameters;
  if (username === undefined || password === undefined) {
    throw new AwsError('InvalidParameterException', 'Missing required parameter USERNAME or PASSWORD');
  }
  const user = directory.find(username);
  if (user && equal(user.password, password)) return user;
  throw new AwsError('NotAuthorizedException', 'Incorrect username or password.');
}

const equal = (left: string, right: string): boolean =>
  timingSafeEqual(hash('sha256', left, 'buffer'), hash('sha256', right, 'buffer'));
