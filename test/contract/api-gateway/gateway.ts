import type { Server } from 'node:http';
import { createApiGateway } from '../../../local/api-gateway/api-gateway.ts';
import type {
  AccessLogEntry,
  AnsweredRequest,
  ApiGatewayOptions,
} from '../../../local/api-gateway/options.ts';
import { createMovableClock } from '../../../local/clock/movable-clock.ts';
import type { MovableClock } from '../../../local/clock/clock.ts';
import type { Resource } from '../../../local/cloud-assembly/resource.ts';
import { createUserPools } from '../../../local/cognito/user-pools.ts';
import type { UserPool } from '../../../local/cognito/options.ts';
import type { IdentityRegistry } from '../../../local/iam/identity.ts';
import { createIdentityRegistry } from '../../../local/iam/registry/identity-registry.ts';
import type { Invocation } from '../../../local/lambda/invoker.ts';
import { serve } from '../../support/serve.ts';

export const ENVIRONMENT = { account: '123456789012', region: 'us-east-1' };
export const POOL_ID = 'us-east-1_pool';
export const START = Date.parse('2026-03-12T19:03:58.390Z');
export const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:123456789012:function:echo';

/** The part of an event that tests look at. */
export interface Event {
  readonly version: string;
  readonly routeKey: string;
  readonly rawPath: string;
  readonly rawQueryString: string;
  readonly cookies?: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly queryStringParameters?: Readonly<Record<string, string>>;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly stageVariables?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
  readonly requestContext: {
    readonly authorizer?: {
      readonly jwt?: {
        readonly claims: Readonly<Record<string, string>>;
        readonly scopes: readonly string[] | null;
      };
      readonly iam?: Readonly<Record<string, string | null>>;
    };
    readonly http: Readonly<Record<string, string>>;
  } & Readonly<Record<string, unknown>>;
}

export type Answer = (
  event: Event,
  functionName: string,
) => Promise<Partial<Invocation>> | Partial<Invocation>;

export interface Gateway {
  readonly url: string;
  readonly server: Server;
  readonly clock: MovableClock;
  readonly registry: IdentityRegistry;
  readonly pool: UserPool;
  /** Every event the function was given. */
  readonly events: Event[];
  readonly logs: AccessLogEntry[];
  readonly answered: AnsweredRequest[];
  /** What the function does from now on. */
  answer: Answer;
  close(): Promise<void>;
}

export interface RouteOptions {
  readonly type?: 'AWS_IAM' | 'JWT';
  readonly scopes?: readonly string[];
  readonly timeoutMs?: number;
}

export interface GatewayOptions {
  readonly routes: Readonly<Record<string, RouteOptions>>;
  readonly api?: Readonly<Record<string, unknown>>;
  readonly stage?: Readonly<Record<string, unknown>>;
  readonly resources?: readonly Resource[];
  readonly noAuth?: boolean;
}

const ok: Answer = () => ({ payload: '{"statusCode":200,"body":"ok"}' });

/** An HTTP API in front of a function that does what a test tells it to. */
export async function aGateway(options: GatewayOptions): Promise<Gateway> {
  const clock = createMovableClock({ running: false, startAt: START });
  const resources = [...apiResources(options), ...poolResources(), ...(options.resources ?? [])];
  const registry = createIdentityRegistry({ resources, environment: ENVIRONMENT });
  const { pools } = await createUserPools({
    resources,
    environment: ENVIRONMENT,
    clock,
    endpointUrl: 'http://127.0.0.1:4566',
  });
  const [pool] = pools;
  if (!pool) throw new Error('The fixture has a pool');
  const [events, logs, answered]: [Event[], AccessLogEntry[], AnsweredRequest[]] = [[], [], []];
  const behaviour = { answer: ok };
  const gatewayOptions: ApiGatewayOptions = {
    resources,
    environment: ENVIRONMENT,
    clock,
    registry,
    jwtAuthorities: pools,
    noAuth: options.noAuth ?? false,
    invoker: {
      invoke: async (functionName, payload) => {
        const event = JSON.parse(payload) as Event;
        events.push(event);
        return { payload: '', requestId: 'lambda-request', ...(await behaviour.answer(event, functionName)) };
      },
    },
    onAccessLog: (entry) => logs.push(entry),
    onAnswered: (request) => answered.push(request),
  };
  const server = createApiGateway(gatewayOptions);
  const served = await serve(server);
  return Object.assign(behaviour, { ...served, server, clock, registry, pool, events, logs, answered });
}

export function apiResources({ routes, api = {}, stage = {} }: GatewayOptions): Resource[] {
  return [
    aResource('ApiGatewayV2::Api', 'api123', { Name: 'api', ProtocolType: 'HTTP', ...api }),
    aResource('ApiGatewayV2::Stage', '$default', {
      ApiId: 'api123',
      AutoDeploy: true,
      StageName: '$default',
      ...stage,
    }),
    aResource('ApiGatewayV2::Authorizer', 'jwt', {
      ApiId: 'api123',
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: {
        Audience: ['client1'],
        Issuer: `https://cognito-idp.us-east-1.amazonaws.com/${POOL_ID}`,
      },
      Name: 'jwt',
    }),
    ...Object.entries(routes).flatMap(([key, route], index) => routeResources(key, route, `i${index}`)),
  ];
}

function routeResources(key: string, { type, scopes, timeoutMs }: RouteOptions, id: string): Resource[] {
  return [
    aResource('ApiGatewayV2::Integration', id, {
      ApiId: 'api123',
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: FUNCTION_ARN,
      PayloadFormatVersion: '2.0',
      ...(timeoutMs !== undefined && { TimeoutInMillis: timeoutMs }),
    }),
    aResource('ApiGatewayV2::Route', `route-${id}`, {
      ApiId: 'api123',
      RouteKey: key,
      Target: `integrations/${id}`,
      AuthorizationType: type ?? 'NONE',
      ...(type === 'JWT' && { AuthorizerId: 'jwt' }),
      ...(scopes && { AuthorizationScopes: scopes }),
    }),
  ];
}

const poolResources = (): Resource[] => [
  aResource('Cognito::UserPool', POOL_ID, {}),
  aResource('Cognito::UserPoolClient', 'client1', {
    AccessTokenValidity: 15,
    TokenValidityUnits: { AccessToken: 'minutes' },
    UserPoolId: POOL_ID,
  }),
  aResource('Cognito::UserPoolClient', 'client2', { UserPoolId: POOL_ID }),
  aResource('Cognito::UserPoolGroup', 'viewer', { GroupName: 'viewer', UserPoolId: POOL_ID }),
  aResource('Cognito::UserPoolGroup', 'operator', { GroupName: 'operator', UserPoolId: POOL_ID }),
];

export const aResource = (
  type: string,
  physicalId: string,
  properties: Readonly<Record<string, unknown>>,
): Resource => ({ logicalId: `Logical${physicalId}`, type: `AWS::${type}`, physicalId, properties });
