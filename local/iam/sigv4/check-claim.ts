import { createHmac, timingSafeEqual } from 'node:crypto';
import { hashCanonicalRequest } from './canonical-request.ts';
import type { Claim } from './claim.ts';
import { SignatureError } from './signature-error.ts';
import type { SignedRequest, VerifiedSignature, VerifyOptions } from './signed-request.ts';
import { signingKeyOf } from './signing-key.ts';

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. ' +
  'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

/** Everything about a claim but its time, which headers and presigned URLs judge differently. */
export function checkClaim(claim: Claim, request: SignedRequest, options: VerifyOptions): VerifiedSignature {
  checkScope(claim, options);
  if (!claim.signedHeaders.includes('host')) {
    const message = "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.";
    throw new SignatureError('unsigned-host', message);
  }
  const credentials = options.credentials(claim.accessKeyId);
  if (!credentials || credentials.sessionToken !== claim.sessionToken) {
    throw new SignatureError('unknown-key', 'The security token included in the request is invalid.');
  }
  const { bytes: signingKey, key } = signingKeyOf(credentials.secretAccessKey, claim.scope.text);
  const canonical = hashCanonicalRequest(request, claim.signedHeaders, options);
  const stringToSign = `AWS4-HMAC-SHA256\n${claim.signedAt}\n${claim.scope.text}\n${canonical}`;
  const expected = createHmac('sha256', key).update(stringToSign).digest('hex');
  if (!equal(expected, claim.signature)) throw new SignatureError('mismatch', MISMATCH);
  const { accessKeyId, signedHeaders, signature, signedAt } = claim;
  return { accessKeyId, signedHeaders, signature, signingKey, scope: claim.scope.text, signedAt };
}

function checkScope({ scope, signedAt }: Claim, { region, service }: VerifyOptions): void {
  const problems = [
    scope.region !== region && `Credential should be scoped to a valid region, not '${scope.region}'.`,
    service !== undefined &&
      scope.service !== service &&
      `Credential should be scoped to correct service: '${service}'.`,
    scope.date !== signedAt.slice(0, 8) &&
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${scope.date}' != '${signedAt.slice(0, 8)}', from '${signedAt}'.`,
  ].filter((problem) => problem !== false);
  if (problems.length > 0) throw new SignatureError('wrong-scope', problems.join(' '));
}

function equal(expected: string, given: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(given)];
  return left.length === right.length && timingSafeEqual(left, right);
}
