import type { Resource } from '../../cloud-assembly/resource.ts';
import { ofType, parseProperties, refuseOtherTypes } from '../../iam/template/parse-properties.ts';
import type { ApiModel, CorsConfiguration } from './api-model.ts';
import { readRoutes } from './read-routes.ts';
import { readStages } from './read-stages.ts';
import { ApiProperties } from './schemas.ts';

const SUPPORTED = ['Api', 'Authorizer', 'Deployment', 'Integration', 'Route', 'Stage'].map(
  (name) => `AWS::ApiGatewayV2::${name}`,
);

/** Throws, naming resource and property, for anything that could not be run as the template means it. */
export function readApi(resources: readonly Resource[], apiId?: string): ApiModel {
  refuseOtherTypes(resources, 'AWS::ApiGatewayV2::', SUPPORTED);
  const api = chooseApi(ofType(resources, 'AWS::ApiGatewayV2::Api'), apiId);
  const own = resources.filter(({ properties }) => properties['ApiId'] === api.physicalId);
  return {
    apiId: api.physicalId,
    cors: readCors(api),
    routes: readRoutes(own),
    stages: readStages(own),
  };
}

function chooseApi(apis: readonly Resource[], apiId: string | undefined): Resource {
  const [chosen, ...others] = apis.filter(({ physicalId }) => apiId === undefined || physicalId === apiId);
  if (chosen && others.length === 0) return chosen;
  const found = apis.map(({ logicalId, physicalId }) => `${logicalId} (${physicalId})`).join(', ') || 'none';
  throw new Error(`Exactly one HTTP API can be served at a port; the template has: ${found}`);
}

function readCors(api: Resource): CorsConfiguration | undefined {
  const { CorsConfiguration: cors } = parseProperties(ApiProperties, api);
  return (
    cors && {
      allowCredentials: cors.AllowCredentials,
      allowHeaders: cors.AllowHeaders,
      allowMethods: cors.AllowMethods,
      allowOrigins: cors.AllowOrigins,
      exposeHeaders: cors.ExposeHeaders,
      maxAgeSeconds: cors.MaxAge,
    }
  );
}
