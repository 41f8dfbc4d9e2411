import { splitTarget } from './canonical-request.ts';
import { checkClaim } from './check-claim.ts';
import { type Claim, parseCredential, timeOf } from './claim.ts';
import { SignatureError } from './signature-error.ts';
import type { SignedRequest, VerifiedSignature, VerifyOptions } from './signed-request.ts';

const LONGEST_EXPIRY_SECONDS = 604_800;
/** How far a signer's clock may run ahead of ours. */
const FUTURE_SKEW_MS = 15 * 60 * 1000;

/** True when the query carries a signature: judge the request by `verifyPresignedUrl`. */
export const isPresigned = (target: string): boolean => /[?&]X-Amz-(?:Signature|Algorithm)=/.test(target);

/**
 * Verifies a signature in the query (a presigned URL) and its expiry. Throws SignatureError.
 * Source: "Authenticating Requests: Using Query Parameters" in the S3 API Reference.
 */
export function verifyPresignedUrl(
  request: SignedRequest,
  options: VerifyOptions,
): VerifiedSignature & { readonly expiresAt: number } {
  const { path, query } = splitTarget(request.target);
  const parameters = new URLSearchParams(query);
  const claim = readClaim(parameters);
  const expiresAt = checkTime(claim.signedAt, parameters.get('X-Amz-Expires'), options.now);
  const signed = query
    .split('&')
    .filter((pair) => !pair.startsWith('X-Amz-Signature='))
    .join('&');
  const target = `${path}?${signed}`;
  return { ...checkClaim(claim, { ...request, target }, options), expiresAt };
}

function readClaim(parameters: URLSearchParams): Claim {
  const required = (name: string): string => {
    const [value, ...more] = parameters.getAll(name);
    if (value !== undefined && value !== '' && more.length === 0) return value;
    const message = `Query-string authentication version 4 requires the ${name} parameter, once.`;
    throw new SignatureError('incomplete', message);
  };
  if (required('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256') {
    throw new SignatureError('incomplete', 'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"');
  }
  return {
    ...parseCredential(required('X-Amz-Credential')),
    signedHeaders: required('X-Amz-SignedHeaders').split(';'),
    signature: required('X-Amz-Signature'),
    signedAt: required('X-Amz-Date'),
    sessionToken: parameters.get('X-Amz-Security-Token') ?? undefined,
  };
}

function checkTime(signedAt: string, expires: string | null, now: number): number {
  const time = timeOf(signedAt);
  if (Number.isNaN(time)) {
    throw new SignatureError(
      'incomplete',
      "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"",
    );
  }
  if (expires === null || !/^\d{1,6}$/.test(expires) || Number(expires) > LONGEST_EXPIRY_SECONDS) {
    const message = `X-Amz-Expires must be a number of seconds from 0 to ${LONGEST_EXPIRY_SECONDS}, not ${String(expires)}`;
    throw new SignatureError('incomplete', message);
  }
  const expiresAt = time + Number(expires) * 1000;
  if (now > expiresAt) throw new SignatureError('expired', 'Request has expired');
  if (time > now + FUTURE_SKEW_MS) throw new SignatureError('not-yet-valid', 'Request is not valid yet');
  return expiresAt;
}
