import { createEndpoint } from '../../../local/aws-endpoint/endpoint.ts';
import { createMovableClock } from '../../../local/clock/movable-clock.ts';
import type { Resource } from '../../../local/cloud-assembly/resource.ts';
import { createUserPools } from '../../../local/cognito/user-pools.ts';
import { createGatekeeper } from '../../../local/iam/gatekeeper.ts';
import { createIdentityRegistry } from '../../../local/iam/registry/identity-registry.ts';
import { openGatekeeper } from '../../../local/aws-endpoint/open-gatekeeper.ts';
import { awsJsonClient } from '../../support/aws-json-client.ts';
import { serve } from '../../support/serve.ts';

export const POOL_ID = 'us-east-1_pool';
export const START = Date.parse('2026-03-12T19:03:58Z');
const ENVIRONMENT = { account: '123456789012', region: 'us-east-1' };

export const aResource = (
  type: string,
  physicalId: string,
  properties: Record<string, unknown>,
): Resource => ({
  logicalId: `Logical${physicalId}`,
  type: `AWS::Cognito::${type}`,
  physicalId,
  properties,
});

export const aGroup = (name: string) =>
  aResource('UserPoolGroup', name, { GroupName: name, UserPoolId: POOL_ID, Description: `All of ${name}` });

export const POOL: readonly Resource[] = [
  aResource('UserPool', POOL_ID, {}),
  aResource('UserPoolClient', 'console', {
    AccessTokenValidity: 15,
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthScopes: ['openid', 'aws.cognito.signin.user.admin'],
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    TokenValidityUnits: { AccessToken: 'minutes' },
    UserPoolId: POOL_ID,
  }),
  aResource('UserPoolClient', 'cli', { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'], UserPoolId: POOL_ID }),
  aGroup('viewer'),
  aGroup('operator'),
];

/** The user pools of a template behind an endpoint, with or without signatures asked for. */
export async function aStack(
  options: { resources?: readonly Resource[]; stateDir?: string; signed?: boolean; noAuth?: boolean } = {},
) {
  const { resources = POOL, stateDir, signed = false, noAuth = false } = options;
  const clock = createMovableClock({ running: false, startAt: START });
  const userPools = await createUserPools({
    resources,
    environment: ENVIRONMENT,
    clock,
    endpointUrl: 'http://127.0.0.1:4566',
    noAuth,
    ...(stateDir !== undefined && { stateDir }),
  });
  const registry = createIdentityRegistry({ resources: [], environment: ENVIRONMENT });
  const { anonymousTargets, jsonService, restServices, pools } = userPools;
  const gatekeeper = signed
    ? createGatekeeper({ registry, environment: ENVIRONMENT, clock, anonymousTargets })
    : openGatekeeper;
  const served = await serve(createEndpoint({ jsonServices: [jsonService], restServices, gatekeeper }));
  const call = awsJsonClient(served.url, {
    targetPrefix: 'AWSCognitoIdentityProviderService',
    protocol: 'json-1.1',
  });
  const [pool] = pools;
  if (!pool) throw new Error('The template has a pool');
  return { ...served, clock, pool, call };
}

export type Stack = Awaited<ReturnType<typeof aStack>>;
