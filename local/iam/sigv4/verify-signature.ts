import { checkClaim } from './check-claim.ts';
import { amzDateOf, type Claim, parseCredential, timeOf } from './claim.ts';
import { SignatureError } from './signature-error.ts';
import type { SignedRequest, VerifiedSignature, VerifyOptions } from './signed-request.ts';

const DEFAULT_SKEW_SECONDS = 300;

/**
 * Verifies a signature in the Authorization header (AWS4-HMAC-SHA256). Throws SignatureError.
 * Source: "AWS Signature Version 4 for API requests" in the IAM User Guide.
 */
export function verifySignature(request: SignedRequest, options: VerifyOptions): VerifiedSignature {
  const claim = readClaim(request);
  checkTime(claim.signedAt, options);
  return checkClaim(claim, request, options);
}

function readClaim({ headers }: SignedRequest): Claim {
  const authorization = single(headers['authorization']);
  if (authorization === undefined) {
    throw new SignatureError('missing', 'Request is missing Authentication Token');
  }
  const parameters = parseAuthorization(authorization);
  const signedAt = single(headers['x-amz-date']);
  const { Credential: credential, Signature: signature, SignedHeaders: signedHeaders } = parameters;
  if (!credential || !signature || !signedHeaders || signedAt === undefined) {
    throw incomplete({ ...parameters, 'X-Amz-Date': signedAt }, authorization);
  }
  return {
    ...parseCredential(credential),
    signedHeaders: signedHeaders.split(';'),
    signature,
    signedAt,
    sessionToken: single(headers['x-amz-security-token']),
  };
}

function parseAuthorization(authorization: string): Record<string, string | undefined> {
  if (!authorization.startsWith('AWS4-HMAC-SHA256 ')) {
    const algorithm = authorization.split(' ', 1)[0] ?? '';
    throw new SignatureError('incomplete', `Unsupported AWS 'algorithm': '${algorithm}'.`);
  }
  const parameters = authorization.slice('AWS4-HMAC-SHA256 '.length).matchAll(/([A-Za-z]+)=([^,\s]+)/g);
  return Object.fromEntries([...parameters].map(([, name = '', value]) => [name, value]));
}

function incomplete(found: Record<string, string | undefined>, authorization: string): SignatureError {
  const missing = ['Credential', 'Signature', 'SignedHeaders']
    .filter((name) => !found[name])
    .map((name) => `Authorization header requires '${name}' parameter.`);
  if (found['X-Amz-Date'] === undefined) {
    missing.push("Authorization header requires existence of a 'X-Amz-Date' header.");
  }
  return new SignatureError('incomplete', `${missing.join(' ')} Authorization=${authorization}`);
}

function checkTime(signedAt: string, { now, maxSkewSeconds = DEFAULT_SKEW_SECONDS }: VerifyOptions): void {
  const time = timeOf(signedAt);
  const skew = maxSkewSeconds * 1000;
  if (Number.isNaN(time)) {
    const message = `Date must be in ISO-8601 'basic format'. Got '${signedAt}'.`;
    throw new SignatureError('incomplete', message);
  }
  const allowed = `${maxSkewSeconds / 60} min.`;
  if (time < now - skew) {
    const message = `Signature expired: ${signedAt} is now earlier than ${amzDateOf(now - skew)} (${amzDateOf(now)} - ${allowed})`;
    throw new SignatureError('expired', message);
  }
  if (time > now + skew) {
    const message = `Signature not yet current: ${signedAt} is still later than ${amzDateOf(now + skew)} (${amzDateOf(now)} + ${allowed})`;
    throw new SignatureError('not-yet-valid', message);
  }
}

const single = (value: string | readonly string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : value?.join(',');
