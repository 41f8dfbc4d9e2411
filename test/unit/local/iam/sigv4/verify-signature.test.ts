import fc from 'fast-check';
import { SignatureError, type SignatureProblem } from '../../../../../local/iam/sigv4/signature-error.ts';
import type { SignedRequest, VerifyOptions } from '../../../../../local/iam/sigv4/signed-request.ts';
import { verifySignature } from '../../../../../local/iam/sigv4/verify-signature.ts';
import { NOW, sha256, signed, TRAINER, verifyOptions } from './signer.ts';

const POST = {
  method: 'POST',
  path: '/v1/runs',
  body: '{"a":1}',
  headers: { 'content-type': 'application/json' },
};
const BODY = { payloadHash: sha256(POST.body) };

function problemOf(request: SignedRequest, options: VerifyOptions): SignatureProblem | undefined {
  try {
    verifySignature(request, options);
    return undefined;
  } catch (error) {
    if (error instanceof SignatureError) return error.problem;
    throw error;
  }
}

const withAuthorization = (request: SignedRequest, change: (value: string) => string): SignedRequest => ({
  ...request,
  headers: { ...request.headers, authorization: change(String(request.headers['authorization'])) },
});

describe('verifySignature', () => {
  it('accepts what the SDK signs and says who signed', async () => {
    const request = await signed(POST);

    const verified = verifySignature(request, verifyOptions({ ...BODY, service: 'execute-api' }));

    expect(verified).toMatchObject({ accessKeyId: 'AKIATRAINER', signedAt: '20260301T120000Z' });
    expect(verified.signedHeaders).toContain('host');
    expect(verified.scope).toBe('20260301/us-east-1/execute-api/aws4_request');
  });

  it('accepts any path, query and header values that the SDK can sign', async () => {
    const segment = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 8 })
      .map(encodeURIComponentLoosely);
    const text = fc.string({ unit: 'binary', maxLength: 10 });
    const arbitrary = fc.record({
      path: fc
        .array(fc.oneof(segment, fc.constantFrom('', '.', '..', 'a:b', "it's(1)")))
        .map((parts) => `/${parts.join('/')}`),
      query: fc.dictionary(text, fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 })), {
        maxKeys: 4,
      }),
      headers: fc.dictionary(fc.stringMatching(/^x-[a-z]{1,5}$/), fc.stringMatching(/^[ -~]{0,12}$/), {
        maxKeys: 3,
      }),
    });

    await fc.assert(
      fc.asyncProperty(arbitrary, async (unsigned) => {
        const request = await signed(unsigned);
        expect(problemOf(request, verifyOptions())).toBeUndefined();
      }),
      { numRuns: 100 },
    );
  });

  it.each<[string, (request: SignedRequest) => SignedRequest]>([
    ['method', (request) => ({ ...request, method: 'PUT' })],
    ['path', (request) => ({ ...request, target: '/v1/runz' })],
    ['query', (request) => ({ ...request, target: '/v1/runs?a=1' })],
    ['signed header', (request) => ({ ...request, headers: { ...request.headers, host: 'elsewhere' } })],
    [
      'signature',
      (request) =>
        withAuthorization(request, (value) => value.replace(/.$/, (last) => (last === '0' ? '1' : '0'))),
    ],
    ['length of the signature', (request) => withAuthorization(request, (value) => value.slice(0, -1))],
  ])('refuses a changed %s', async (_, change) => {
    const request = change(await signed(POST));

    const problem = problemOf(request, verifyOptions(BODY));

    expect(problem).toBe('mismatch');
  });

  it('refuses a changed body', async () => {
    const request = await signed(POST);

    const problem = problemOf(request, verifyOptions({ payloadHash: sha256('{"a":2}') }));

    expect(problem).toBe('mismatch');
  });

  it('refuses a wrong secret and a key nobody has', async () => {
    const request = await signed(POST);
    const otherSecret = { ...TRAINER, secretAccessKey: 'other' };

    const problems = [
      problemOf(request, verifyOptions({ ...BODY, credentials: () => otherSecret })),
      problemOf(request, verifyOptions({ ...BODY, credentials: () => undefined })),
    ];

    expect(problems).toEqual(['mismatch', 'unknown-key']);
  });

  it.each([
    ['no session token', { sessionToken: 'theirs' }, {}],
    ['another session token', { sessionToken: 'theirs' }, { sessionToken: 'mine' }],
    ['a session token nobody gave', {}, { sessionToken: 'mine' }],
  ])('refuses %s', async (_, held, sent) => {
    const request = await signed(POST, { credentials: { ...TRAINER, ...sent } });

    const problem = problemOf(
      request,
      verifyOptions({ ...BODY, credentials: () => ({ ...TRAINER, ...held }) }),
    );

    expect(problem).toBe('unknown-key');
  });

  it('accepts the right session token', async () => {
    const credentials = { ...TRAINER, sessionToken: 'theirs' };
    const request = await signed(POST, { credentials });

    const problem = problemOf(request, verifyOptions({ ...BODY, credentials: () => credentials }));

    expect(problem).toBeUndefined();
  });

  it.each([
    [-301, 'expired'],
    [-300, undefined],
    [300, undefined],
    [301, 'not-yet-valid'],
  ])('judges a signature made %d seconds from now as %s', async (seconds, expected) => {
    const request = await signed(POST, { at: NOW + seconds * 1000 });

    const problem = problemOf(request, verifyOptions(BODY));

    expect(problem).toBe(expected);
  });

  it('refuses another region, another service, and a scope of another day', async () => {
    const request = await signed(POST);
    const otherDay = withAuthorization(request, (value) => value.replace('/20260301/', '/20260228/'));

    const problems = [
      problemOf(request, verifyOptions({ ...BODY, region: 'eu-west-1' })),
      problemOf(request, verifyOptions({ ...BODY, service: 's3' })),
      problemOf(otherDay, verifyOptions(BODY)),
    ];

    expect(problems).toEqual(['wrong-scope', 'wrong-scope', 'wrong-scope']);
  });

  it('refuses a signature that does not cover the host', async () => {
    const request = withAuthorization(await signed(POST), (value) => value.replace(';host', ''));

    const problem = problemOf(request, verifyOptions(BODY));

    expect(problem).toBe('unsigned-host');
  });

  it.each([
    ['no header', undefined, 'missing'],
    ['a bearer token', 'Bearer abc', 'incomplete'],
    ['nothing but the algorithm', 'AWS4-HMAC-SHA256 ', 'incomplete'],
    ['a short credential', 'AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=c', 'incomplete'],
    [
      'another algorithm',
      'AWS4-ECDSA-P256-SHA256 Credential=a/b/c/d, SignedHeaders=host, Signature=c',
      'incomplete',
    ],
    [
      'no terminator',
      'AWS4-HMAC-SHA256 Credential=k/20260301/us-east-1/s3/aws, SignedHeaders=host, Signature=c',
      'wrong-scope',
    ],
  ])('says what is wrong with %s', (_, authorization, expected) => {
    const headers = { host: 'h', 'x-amz-date': '20260301T120000Z', authorization };

    const problem = problemOf({ method: 'GET', target: '/', headers }, verifyOptions());

    expect(problem).toBe(expected);
  });

  it('refuses, and never throws anything else, whatever the headers hold', () => {
    const scope = '20260301/us-east-1/s3/aws4_request';
    const name = fc.oneof(fc.constantFrom('__proto__', 'constructor', 'host', 'toString'), fc.string());

    fc.assert(
      fc.property(fc.array(name), fc.string(), fc.string(), (names, signature, target) => {
        const list = ['host', ...names].join(';');
        const authorization = `AWS4-HMAC-SHA256 Credential=AKIATRAINER/${scope}, SignedHeaders=${list}, Signature=${signature}`;
        const headers = { host: 'h', 'x-amz-date': '20260301T120000Z', authorization };
        expect(problemOf({ method: 'GET', target, headers }, verifyOptions())).toBeDefined();
      }),
    );
  });
});

/** What clients leave bare in a path differs; the signature must hold for each. */
function encodeURIComponentLoosely(text: string): string {
  return encodeURIComponent(text).replaceAll('%40', '@').replaceAll('%3A', ':');
}
