import type { Environment } from '../../cloud-assembly/resource.ts';
import { commonLogTime } from '../event/event-time.ts';
import { domainOf } from '../event/event.ts';
import type { Exchange } from '../exchange.ts';

/** An exchange that has been answered. */
export interface Answered {
  readonly exchange: Exchange;
  readonly apiId: string;
  readonly environment: Environment;
  readonly statusCode: number;
  readonly responseLength: number;
  readonly latencyMs: number;
}

export type Variable = (answered: Answered) => string | number | undefined;

const identity =
  (field: 'accountId' | 'callerId' | 'userArn' | 'userId'): Variable =>
  ({ exchange: { authorizer } }) =>
    authorizer && 'iam' in authorizer ? authorizer.iam[field] : undefined;
const causeOf: Variable = ({ exchange: { error } }) =>
  typeof error?.cause === 'string' ? error.cause : undefined;
const authorizerError: Variable = (answered) =>
  [401, 403].includes(answered.statusCode) ? causeOf(answered) : undefined;
const outcome =
  (field: 'error' | 'invokeStatus' | 'latencyMs' | 'requestId' | 'statusCode'): Variable =>
  ({ exchange: { integration } }) =>
    integration?.[field];
const absent: Variable = () => undefined;

/** Source: "Customize HTTP API access logs". Names without the leading `$context.`. */
const VARIABLES: Readonly<Record<string, Variable>> = {
  accountId: ({ environment }) => environment.account,
  apiId: ({ apiId }) => apiId,
  'authorizer.error': authorizerError,
  'authorizer.principalId': absent,
  awsEndpointRequestId: outcome('requestId'),
  awsEndpointRequestId2: absent,
  'customDomain.basePathMatched': absent,
  dataProcessed: ({ exchange, responseLength }) => exchange.bodyLength + responseLength,
  domainName: ({ exchange, apiId, environment }) => domainOf(exchange, apiId, environment),
  domainPrefix: ({ exchange, apiId, environment }) => domainOf(exchange, apiId, environment).split('.')[0],
  'error.message': ({ exchange }) => exchange.error?.message,
  'error.messageString': ({ exchange: { error } }) => error && JSON.stringify(error.message),
  'error.responseType': ({ exchange }) => exchange.error?.responseType,
  extendedRequestId: ({ exchange }) => exchange.requestId,
  httpMethod: ({ exchange }) => exchange.method,
  'identity.accountId': identity('accountId'),
  'identity.caller': identity('callerId'),
  'identity.cognitoAuthenticationProvider': absent,
  'identity.cognitoAuthenticationType': absent,
  'identity.cognitoIdentityId': absent,
  'identity.cognitoIdentityPoolId': absent,
  'identity.principalOrgId': absent,
  'identity.sourceIp': ({ exchange }) => exchange.sourceIp,
  'identity.user': identity('userId'),
  'identity.userAgent': ({ exchange }) => exchange.headers['user-agent'],
  'identity.userArn': identity('userArn'),
  'integration.error': outcome('error'),
  'integration.integrationStatus': outcome('invokeStatus'),
  'integration.latency': outcome('latencyMs'),
  'integration.requestId': outcome('requestId'),
  'integration.status': outcome('statusCode'),
  integrationErrorMessage: outcome('error'),
  integrationLatency: outcome('latencyMs'),
  integrationStatus: outcome('invokeStatus'),
  path: ({ exchange }) => exchange.target?.decodedPath,
  protocol: ({ exchange }) => `HTTP/${exchange.request.httpVersion}`,
  requestId: ({ exchange }) => exchange.requestId,
  requestTime: ({ exchange }) => commonLogTime(exchange.receivedAt),
  requestTimeEpoch: ({ exchange }) => exchange.receivedAt,
  // A REST API's variable, in the CDK's own default format all the same.
  resourcePath: absent,
  responseLatency: ({ latencyMs }) => latencyMs,
  responseLength: ({ responseLength }) => responseLength,
  routeKey: ({ exchange }) => exchange.route?.key.text,
  stage: ({ exchange }) => exchange.stage?.name,
  status: ({ statusCode }) => statusCode,
};

const CLAIM = 'authorizer.claims.';

/** Throws for a name that AWS does not document. */
export function variableOf(name: string): Variable {
  if (name.startsWith(CLAIM)) return claim(name.slice(CLAIM.length));
  const variable = Object.hasOwn(VARIABLES, name) ? VARIABLES[name] : undefined;
  if (variable) return variable;
  throw new Error(`The access log format names $context.${name}, which is no variable of HTTP APIs`);
}

const claim =
  (name: string): Variable =>
  ({ exchange: { authorizer } }) =>
    authorizer && 'jwt' in authorizer && Object.hasOwn(authorizer.jwt.claims, name)
      ? authorizer.jwt.claims[name]
      : undefined;
