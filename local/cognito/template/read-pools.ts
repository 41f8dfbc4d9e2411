import type { Resource } from '../../cloud-assembly/resource.ts';
import { ofType, parseProperties, refuseOtherTypes } from '../../iam/template/parse-properties.ts';
import type { PoolClient, PoolGroup, PoolModel } from './pool-model.ts';
import { UserPoolClientProperties, UserPoolGroupProperties, UserPoolProperties } from './schemas.ts';

const SUPPORTED = [
  'UserPool',
  'UserPoolClient',
  'UserPoolDomain',
  'UserPoolGroup',
  'UserPoolResourceServer',
].map((name) => `AWS::Cognito::${name}`);

/** Throws, naming resource and property, for what could not be run as the template means it. */
export function readPools(resources: readonly Resource[]): PoolModel[] {
  refuseOtherTypes(resources, 'AWS::Cognito::', SUPPORTED);
  return ofType(resources, 'AWS::Cognito::UserPool').map((resource) => {
    const { MfaConfiguration } = parseProperties(UserPoolProperties, resource);
    const own = resources.filter(({ properties }) => properties['UserPoolId'] === resource.physicalId);
    return {
      id: resource.physicalId,
      requiresMfa: MfaConfiguration === 'ON',
      clients: ofType(own, 'AWS::Cognito::UserPoolClient').map(readClient),
      groups: ofType(own, 'AWS::Cognito::UserPoolGroup').map(readGroup),
    };
  });
}

const SECONDS = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;
const DEFAULT_SECONDS = 3600;

/** Without a unit a validity is in hours; 0 stands for the default, one hour. */
const seconds = (validity: number | undefined, unit: keyof typeof SECONDS = 'hours'): number =>
  validity ? validity * SECONDS[unit] : DEFAULT_SECONDS;

function readClient(resource: Resource): PoolClient {
  const client = parseProperties(UserPoolClientProperties, resource);
  const { TokenValidityUnits: units, ExplicitAuthFlows: flows } = client;
  return {
    id: resource.physicalId,
    accessTokenSeconds: seconds(client.AccessTokenValidity, units.AccessToken),
    idTokenSeconds: seconds(client.IdTokenValidity, units.IdToken),
    allowsPasswords: flows.some((flow) => /^(?:ALLOW_)?USER_PASSWORD_AUTH$/.test(flow)),
    hostedScopes: client.AllowedOAuthFlowsUserPoolClient ? client.AllowedOAuthScopes : [],
  };
}

function readGroup(resource: Resource): PoolGroup {
  const group = parseProperties(UserPoolGroupProperties, resource);
  return {
    name: group.GroupName,
    description: group.Description,
    precedence: group.Precedence,
    roleArn: group.RoleArn,
  };
}
