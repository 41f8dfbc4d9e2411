import { Stack } from 'aws-cdk-lib';
import {
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
  type IHttpRouteAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer, HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import type { Config } from '../../lib/config/config.ts';
import { ROUTES, type RouteAuth, type RoutedFunction } from '../../lib/contracts/routes.ts';
import { acknowledge } from '../nag/acknowledge.ts';
import type { Identity } from './identity.ts';
import { StageLogGroup } from './stage-log-group.ts';

export interface ApiProps {
  readonly stage: Config['stage'];
  readonly identity: Identity;
  readonly functions: Readonly<Record<RoutedFunction, LambdaFunction>>;
}

/** One JSON object a request. No query string and no token: they may hold what must not be kept. */
const ACCESS_LOG = {
  request_id: '$context.requestId',
  time: '$context.requestTimeEpoch',
  method: '$context.httpMethod',
  route: '$context.routeKey',
  path: '$context.path',
  status: '$context.status',
  latency_ms: '$context.responseLatency',
  integration_error: '$context.integrationErrorMessage',
  authorizer_error: '$context.authorizer.error',
  source_ip: '$context.identity.sourceIp',
};

/** The HTTP API: every route of lib/contracts/routes.ts, each behind the authorizer its contract names. */
export class Api extends Construct {
  readonly httpApi: HttpApi;
  readonly url: string;

  constructor(scope: Construct, id: string, { stage, identity, functions }: ApiProps) {
    super(scope, id);
    this.httpApi = new HttpApi(this, 'HttpApi', {
      apiName: `artisan-${stage.name}`,
      createDefaultStage: false,
    });
    const log = new StageLogGroup(this, 'AccessLog', { stage });
    const httpStage = new HttpStage(this, 'Stage', {
      httpApi: this.httpApi,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: stage.throttle.rate_per_second, burstLimit: stage.throttle.burst },
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    });
    this.url = httpStage.url;
    identity.signInAt(this);

    const authorizers = authorizersFor(this, identity);
    const integrations = Object.fromEntries(
      Object.entries(functions).map(([name, fn]) => [
        name,
        new HttpLambdaIntegration(`${name}-integration`, fn),
      ]),
    );
    for (const [key, contract] of Object.entries(ROUTES)) {
      const integration = integrations[contract.function];
      if (!integration)
        throw new Error(`${key} names the function ${contract.function}, which has no integration`);
      const authorizer = authorizers[contract.auth];
      const route = new HttpRoute(this, key, {
        httpApi: this.httpApi,
        routeKey: routeKeyOf(key),
        integration,
        ...(authorizer && { authorizer }),
      });
      if (!authorizer)
        acknowledge(route, 'AwsSolutions-APIG4', 'Open by contract: it tells nothing that is not public.');
    }
  }

  /** What IAM calls one route: `execute-api:Invoke` on this ARN. */
  arnOfRoute(key: string): string {
    const [method = '', path = ''] = key.split(' ');
    return this.httpApi.arnForExecuteApi(method, path.replaceAll(/\{[^}]+\}/g, '*'), '$default');
  }
}

/** A JWT authorizer checks that the token is good; whether its groups suffice is checked by the function. */
function authorizersFor(
  scope: Construct,
  { pool, client }: Identity,
): Record<RouteAuth, IHttpRouteAuthorizer | undefined> {
  const issuer = `https://cognito-idp.${Stack.of(scope).region}.amazonaws.com/${pool.userPoolId}`;
  const person = new HttpJwtAuthorizer('people', issuer, { jwtAudience: [client.userPoolClientId] });
  return {
    service: new HttpIamAuthorizer(),
    viewer: person,
    operator: person,
    approver: person,
    open: undefined,
  };
}

function routeKeyOf(key: string): HttpRouteKey {
  const [method, path] = key.split(' ');
  if (path === undefined) return HttpRouteKey.DEFAULT;
  const known = Object.values(HttpMethod).find((candidate) => candidate === method);
  if (!known) throw new Error(`${key} has a method that an HTTP API does not know`);
  return HttpRouteKey.with(path, known);
}
