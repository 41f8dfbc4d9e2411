import { SignatureError, type SignatureProblem } from '../../../../../local/iam/sigv4/signature-error.ts';
import type { SignedRequest } from '../../../../../local/iam/sigv4/signed-request.ts';
import { isPresigned, verifyPresignedUrl } from '../../../../../local/iam/sigv4/verify-presigned-url.ts';
import { NOW, presigned, TRAINER, verifyOptions } from './signer.ts';

const OPTIONS = verifyOptions({ service: 's3', pathStyle: 's3', payloadHash: 'UNSIGNED-PAYLOAD' });
const PUT = { method: 'PUT', path: '/bucket/runs/a%20b/50//x', headers: { 'x-amz-checksum-sha256': 'abc=' } };

function problemOf(request: SignedRequest, options = OPTIONS): SignatureProblem | undefined {
  try {
    verifyPresignedUrl(request, options);
    return undefined;
  } catch (error) {
    if (error instanceof SignatureError) return error.problem;
    throw error;
  }
}

describe('verifyPresignedUrl', () => {
  it('accepts what the SDK presigns, with the headers signed into it and the end of its life', async () => {
    const request = await presigned(PUT, { expiresIn: 900 });

    const verified = verifyPresignedUrl(request, OPTIONS);

    expect(verified.signedHeaders).toEqual(['host', 'x-amz-checksum-sha256']);
    expect(verified.expiresAt).toBe(NOW + 900_000);
  });

  it('accepts temporary credentials', async () => {
    const credentials = { ...TRAINER, sessionToken: 'to/k+en=' };
    const request = await presigned(PUT, { credentials });

    const problem = problemOf(request, { ...OPTIONS, credentials: () => credentials });

    expect(problem).toBeUndefined();
  });

  it.each([
    [900_000, undefined],
    [900_001, 'expired'],
    [-15 * 60_000, undefined],
    [-15 * 60_000 - 1, 'not-yet-valid'],
  ])('judges a URL %d ms after it was made, of 900 s of life, as %s', async (age, expected) => {
    const request = await presigned(PUT, { expiresIn: 900 });

    const problem = problemOf(request, { ...OPTIONS, now: NOW + age });

    expect(problem).toBe(expected);
  });

  it.each<[string, (request: SignedRequest) => SignedRequest]>([
    ['another method', (request) => ({ ...request, method: 'GET' })],
    ['another key', (request) => ({ ...request, target: request.target.replace('runs', 'runz') })],
    [
      'a longer life',
      (request) => ({ ...request, target: request.target.replace('Expires=900', 'Expires=9000') }),
    ],
    ['one more parameter', (request) => ({ ...request, target: `${request.target}&partNumber=2` })],
    [
      'another signed header',
      (request) => ({ ...request, headers: { ...request.headers, 'x-amz-checksum-sha256': 'z' } }),
    ],
  ])('refuses %s', async (_, change) => {
    const request = change(await presigned(PUT));

    const problem = problemOf(request);

    expect(problem).toBe('mismatch');
  });

  it.each<[string, (target: string) => string]>([
    ['no expiry', (target) => target.replace(/X-Amz-Expires=\d+&/, '')],
    ['an expiry of over a week', (target) => target.replace('Expires=900', 'Expires=604801')],
    ['a negative expiry', (target) => target.replace('Expires=900', 'Expires=-1')],
    ['two signatures', (target) => `${target}&X-Amz-Signature=abc`],
    ['a broken date', (target) => target.replace('20260301T120000Z', 'yesterday')],
    ['no algorithm', (target) => target.replace('X-Amz-Algorithm=AWS4-HMAC-SHA256', 'X-Amz-Algorithm=')],
  ])('calls a URL with %s incomplete', async (_, change) => {
    const request = await presigned(PUT);

    const problem = problemOf({ ...request, target: change(request.target) });

    expect(problem).toBe('incomplete');
  });

  it('is asked for a target with a signature in its query only', () => {
    const targets = ['/a?X-Amz-Signature=1', '/a?b=1&X-Amz-Algorithm=x', '/a', '/X-Amz-Signature=1'];

    const answers = targets.map(isPresigned);

    expect(answers).toEqual([true, true, false, false]);
  });
});
