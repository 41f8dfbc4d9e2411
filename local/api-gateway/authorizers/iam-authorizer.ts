import { hash } from 'node:crypto';
import type { Clock } from '../../clock/clock.ts';
import type { Environment } from '../../cloud-assembly/resource.ts';
import { accessDenied } from '../../iam/access-denied.ts';
import { decide } from '../../iam/authority.ts';
import type { Identity, IdentityRegistry } from '../../iam/identity.ts';
import { SignatureError } from '../../iam/sigv4/signature-error.ts';
import { verifySignature } from '../../iam/sigv4/verify-signature.ts';
import { GatewayError } from '../http/gateway-error.ts';
import type { Authorizer, AuthorizerRequest } from './authorizer.ts';

export interface IamAuthorizerOptions {
  readonly apiId: string;
  readonly registry: IdentityRegistry;
  readonly environment: Environment;
  readonly clock: Clock;
}

/** SigV4 for `execute-api`, then `execute-api:Invoke` on the route's ARN: whatever is wrong is a 403. */
export function createIamAuthorizer(options: IamAuthorizerOptions): Authorizer {
  return async (request) => {
    const identity = authenticate(request, await request.body(), options);
    authorize(identity, request.resource, options);
    const { credentials, userId, arn } = identity;
    return {
      iam: {
        accessKey: credentials.accessKeyId,
        accountId: options.environment.account,
        callerId: userId,
        cognitoIdentity: null,
        principalOrgId: null,
        userArn: arn,
        userId,
      },
    };
  };
}

function authenticate(
  { request }: AuthorizerRequest,
  body: Buffer,
  { registry, environment, clock }: IamAuthorizerOptions,
): Identity {
  const { method = '', url: target = '', headersDistinct: headers } = request;
  try {
    const { accessKeyId } = verifySignature(
      { method, target, headers },
      {
        credentials: (id) => registry.byAccessKeyId(id)?.credentials,
        region: environment.region,
        service: 'execute-api',
        now: clock.now(),
        payloadHash: hash('sha256', body, 'hex'),
        pathStyle: 'normalised',
      },
    );
    const identity = registry.byAccessKeyId(accessKeyId);
    if (identity) return identity;
    throw new Error(`The key ${accessKeyId} was verified and is nobody's`);
  } catch (error) {
    throw error instanceof SignatureError ? forbidden(error.message) : error;
  }
}

function authorize(identity: Identity, resource: string, { apiId, environment }: IamAuthorizerOptions): void {
  const { account, region } = environment;
  const permission = {
    action: 'execute-api:Invoke',
    resource: `arn:aws:execute-api:${region}:${account}:${apiId}/${resource}`,
  };
  const decision = decide(identity, permission, environment);
  if (decision !== 'allowed') throw forbidden(accessDenied(identity, permission, decision).message);
}

const forbidden = (reason: string): GatewayError =>
  new GatewayError(403, 'Forbidden', { responseType: 'ACCESS_DENIED', cause: reason });
