import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';

/** A call takes 50 ms; three of these end while a person still waits for an answer. */
const ATTEMPT_TIMEOUT_MS = 2_000;
const CONNECTION_TIMEOUT_MS = 500;
const MAX_ATTEMPTS = 3;

export function createCognitoClient(): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: {
      requestTimeout: ATTEMPT_TIMEOUT_MS,
      throwOnRequestTimeout: true,
      connectionTimeout: CONNECTION_TIMEOUT_MS,
    },
  });
}
