import type { Resource } from '../../cloud-assembly/resource.ts';
import { ofType, parseProperties } from '../../iam/template/parse-properties.ts';
import { parseRouteKey } from '../routing/route-key.ts';
import type { Authorization, JwtConfiguration, Route } from './api-model.ts';
import { AuthorizerProperties, IntegrationProperties, RouteProperties } from './schemas.ts';

type Integration = Pick<Route, 'functionName' | 'timeoutMs'>;

export function readRoutes(resources: readonly Resource[]): Route[] {
  const integrations = byId(resources, 'AWS::ApiGatewayV2::Integration', readIntegration);
  const authorizers = byId(resources, 'AWS::ApiGatewayV2::Authorizer', readAuthorizer);
  return ofType(resources, 'AWS::ApiGatewayV2::Route').map((resource) => {
    const properties = parseProperties(RouteProperties, resource);
    const integration = integrations.get(properties.Target.slice('integrations/'.length));
    if (!integration) throw new Error(`${resource.logicalId}: there is no ${properties.Target}`);
    const { AuthorizationType: type, AuthorizationScopes: scopes, AuthorizerId: authorizerId } = properties;
    return {
      key: parseRouteKey(properties.RouteKey),
      ...integration,
      authorization:
        type === 'JWT' ? jwt(authorizers.get(authorizerId ?? ''), { resource, scopes }) : { type },
    };
  });
}

function jwt(
  configuration: JwtConfiguration | undefined,
  { resource, scopes }: { resource: Resource; scopes: readonly string[] },
): Authorization {
  if (configuration) return { type: 'JWT', scopes, ...configuration };
  throw new Error(`${resource.logicalId}: the route's AuthorizerId names no JWT authorizer of its API`);
}

function byId<T>(
  resources: readonly Resource[],
  type: string,
  read: (resource: Resource) => T,
): ReadonlyMap<string, T> {
  return new Map(ofType(resources, type).map((resource) => [resource.physicalId, read(resource)]));
}

function readIntegration(resource: Resource): Integration {
  const { IntegrationUri: uri, TimeoutInMillis: timeoutMs } = parseProperties(
    IntegrationProperties,
    resource,
  );
  // Either the function's ARN, or the ARN of Lambda's API call with the function's in it.
  const functionName =
    /^(?:arn:[^/]+:lambda:path\/[^/]+\/functions\/)?(arn:aws:lambda:[^/]+)(?:\/invocations)?$/.exec(uri);
  if (!functionName?.[1]) {
    throw new Error(`${resource.logicalId}: the IntegrationUri must be a Lambda function's ARN, not ${uri}`);
  }
  return { functionName: functionName[1], timeoutMs };
}

function readAuthorizer(resource: Resource): JwtConfiguration {
  const { IdentitySource, JwtConfiguration } = parseProperties(AuthorizerProperties, resource);
  const [identitySource = ''] = IdentitySource;
  if (!/^\$request\.(?:header|querystring)\../.test(identitySource)) {
    throw new Error(`${resource.logicalId}: the IdentitySource ${identitySource} is not supported`);
  }
  return { identitySource, issuer: JwtConfiguration.Issuer, audience: JwtConfiguration.Audience };
}
