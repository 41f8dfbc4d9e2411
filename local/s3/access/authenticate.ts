import type { Principal } from '../../aws-endpoint/service.ts';
import type { AwsError } from '../../aws-endpoint/aws-error.ts';
import { SignatureError, type SignatureProblem } from '../../iam/sigv4/signature-error.ts';
import type { VerifiedSignature, VerifyOptions } from '../../iam/sigv4/signed-request.ts';
import { verifyPresignedUrl } from '../../iam/sigv4/verify-presigned-url.ts';
import { verifySignature } from '../../iam/sigv4/verify-signature.ts';
import type { ChunkSigning } from '../body/chunk-signature.ts';
import { payloadHash } from '../body/payload.ts';
import { s3Error, type S3ErrorCode } from '../protocol/s3-error.ts';
import type { S3Request } from '../protocol/s3-request.ts';
import type { S3Access } from './s3-access.ts';

export interface Caller {
  readonly principal: Principal;
  /** Absent when signatures are not checked. */
  readonly signing?: ChunkSigning;
}

export interface AuthenticateOptions {
  readonly access: S3Access;
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** S3 API Reference, "Authenticating Requests (AWS Signature Version 4)": 15 minutes either way. */
const MOST_SKEW_SECONDS = 900;

/** Checks the signature in the Authorization header or the query; the payload is checked while it is read. */
export function authenticate(request: S3Request, options: AuthenticateOptions): Caller {
  if (options.access === 'open') return { principal: { arn: 'local:root' } };
  if (request.presigned && request.headers.has('authorization')) {
    throw s3Error('InvalidArgument', {
      message:
        'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter or the Authorization header',
    });
  }
  const { access } = options;
  const identify: Identify = (accessKeyId) => access.identify(accessKeyId);
  const verified = verify(request, { ...options, identify });
  refuseUnsignedHeaders(request, verified.signedHeaders);
  const principal = identify(verified.accessKeyId);
  if (!principal) throw s3Error('InvalidAccessKeyId');
  const { signingKey, scope, signature, signedAt: timestamp } = verified;
  return { principal, signing: { signingKey, scope, signature, timestamp } };
}

type Identify = Exclude<S3Access, 'open'>['identify'];

function verify(
  request: S3Request,
  { identify, region, now }: { identify: Identify; region: string; now: number },
): VerifiedSignature {
  const { method = '', url: target = '', headersDistinct: headers } = request.http;
  const hash = payloadHash(request);
  const options: VerifyOptions = {
    credentials: (accessKeyId) => identify(accessKeyId)?.credentials,
    region,
    service: 's3',
    now,
    payloadHash: hash ?? '',
    pathStyle: 's3',
    maxSkewSeconds: MOST_SKEW_SECONDS,
  };
  try {
    if (request.presigned) return verifyPresignedUrl({ method, target, headers }, options);
    if (hash === undefined && request.headers.has('authorization')) throw missingPayloadHash();
    return verifySignature({ method, target, headers }, options);
  } catch (error) {
    if (error instanceof SignatureError) throw translate(error, request.presigned);
    throw error;
  }
}

const missingPayloadHash = (): AwsError =>
  s3Error('InvalidRequest', { message: 'Missing required header for this request: x-amz-content-sha256' });

const IN_HEADER: Readonly<Record<SignatureProblem, S3ErrorCode>> = {
  missing: 'AccessDenied',
  incomplete: 'AuthorizationHeaderMalformed',
  'unknown-key': 'InvalidAccessKeyId',
  'wrong-scope': 'AuthorizationHeaderMalformed',
  'unsigned-host': 'AuthorizationHeaderMalformed',
  'not-yet-valid': 'RequestTimeTooSkewed',
  expired: 'RequestTimeTooSkewed',
  mismatch: 'SignatureDoesNotMatch',
};

const IN_QUERY: Readonly<Record<SignatureProblem, S3ErrorCode>> = {
  ...IN_HEADER,
  incomplete: 'AuthorizationQueryParametersError',
  'wrong-scope': 'AuthorizationQueryParametersError',
  'unsigned-host': 'AuthorizationQueryParametersError',
  'not-yet-valid': 'AccessDenied',
  expired: 'AccessDenied',
};

function translate({ problem, message }: SignatureError, presigned: boolean): AwsError {
  const code = (presigned ? IN_QUERY : IN_HEADER)[problem];
  // The common sentence names the secret; S3's own sentences are the ones its clients look for.
  const own = code === 'SignatureDoesNotMatch' || code === 'InvalidAccessKeyId' || problem === 'missing';
  return s3Error(code, own ? {} : { message });
}

/**
 * S3 takes no `x-amz-*` header that the signature does not cover: else whoever holds a presigned URL could add
 * metadata or a checksum of their own.
 */
function refuseUnsignedHeaders({ http }: S3Request, signedHeaders: readonly string[]): void {
  const unsigned = Object.keys(http.headers).filter(
    (name) => name.startsWith('x-amz-') && !signedHeaders.includes(name),
  );
  if (unsigned.length === 0) return;
  throw s3Error('AccessDenied', {
    message: 'There were headers present in the request which were not signed',
    fields: { HeadersNotSigned: unsigned.join(', ') },
  });
}
