import { hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { AwsError } from '../aws-endpoint/aws-error.ts';
import type { Gatekeeper } from '../aws-endpoint/endpoint.ts';
import { openGatekeeper } from '../aws-endpoint/open-gatekeeper.ts';
import type { Permission, Principal } from '../aws-endpoint/service.ts';
import type { Clock } from '../clock/clock.ts';
import type { Environment } from '../cloud-assembly/resource.ts';
import { accessDenied } from './access-denied.ts';
import { decide } from './authority.ts';
import type { IdentityRegistry } from './identity.ts';
import { comesFromThisMachine } from './loopback.ts';
import { SignatureError, type SignatureProblem } from './sigv4/signature-error.ts';
import type { VerifyOptions } from './sigv4/signed-request.ts';
import { verifySignature } from './sigv4/verify-signature.ts';

export interface GatekeeperOptions {
  readonly registry: IdentityRegistry;
  readonly environment: Environment;
  readonly clock: Clock;
  /** Any credentials serve, and whoever calls is root: any program of this machine, that is, but no web page. */
  readonly noAuth?: boolean;
  /** `X-Amz-Target`s that AWS takes unsigned, such as Cognito's InitiateAuth. */
  readonly anonymousTargets?: readonly string[];
}

const ANONYMOUS: Principal = { arn: 'anonymous' };

/** Checks SigV4 signatures against the registry's keys, and permissions against its policies. */
export function createGatekeeper(options: GatekeeperOptions): Gatekeeper {
  if (options.noAuth === true) return localGatekeeper;
  const anonymousTargets = new Set(options.anonymousTargets);
  return {
    authenticate: (request, body) => {
      const target = request.headers['x-amz-target'];
      const open = typeof target === 'string' && anonymousTargets.has(target);
      return new Promise((resolve) => {
        resolve(open ? ANONYMOUS : authenticate(request, body, options));
      });
    },
    authorize: (principal, permissions) => {
      authorize(principal, permissions, options);
    },
  };
}

/** Any program of this machine may do anything; a web page, whatever name it goes by, may not. */
const localGatekeeper: Gatekeeper = {
  ...openGatekeeper,
  authenticate: (request, body) => {
    if (comesFromThisMachine(request.headers)) return openGatekeeper.authenticate(request, body);
    const message = 'Without authorization, Host and Origin of a request must be loopback names';
    return Promise.reject(new AwsError('AccessDeniedException', message, { statusCode: 403 }));
  },
};

function authenticate(request: IncomingMessage, body: Buffer, options: GatekeeperOptions): Principal {
  const { registry, environment, clock } = options;
  const verifyOptions: VerifyOptions = {
    credentials: (id) => registry.byAccessKeyId(id)?.credentials,
    region: environment.region,
    now: clock.now(),
    payloadHash: hash('sha256', body, 'hex'),
    pathStyle: 'normalised',
  };
  const { method = '', url: target = '', headersDistinct: headers } = request;
  try {
    const { accessKeyId } = verifySignature({ method, target, headers }, verifyOptions);
    const identity = registry.byAccessKeyId(accessKeyId);
    if (identity) return identity;
    throw new Error(`The key ${accessKeyId} was verified and is nobody's`);
  } catch (error) {
    if (error instanceof SignatureError) throw new AwsError(CODES[error.problem], error.message);
    throw error;
  }
}

/** Source: "Common errors" of the JSON services' API references. */
const CODES: Readonly<Record<SignatureProblem, string>> = {
  missing: 'MissingAuthenticationTokenException',
  incomplete: 'IncompleteSignatureException',
  'unknown-key': 'UnrecognizedClientException',
  'wrong-scope': 'InvalidSignatureException',
  'unsigned-host': 'InvalidSignatureException',
  'not-yet-valid': 'InvalidSignatureException',
  expired: 'InvalidSignatureException',
  mismatch: 'InvalidSignatureException',
};

function authorize(
  principal: Principal,
  permissions: readonly Permission[],
  { registry, environment }: GatekeeperOptions,
): void {
  const identity = registry.byArn(principal.arn);
  for (const permission of permissions) {
    const decision = identity ? decide(identity, permission, environment) : 'denied by default';
    if (decision !== 'allowed') throw accessDenied(principal, permission, decision);
  }
}
