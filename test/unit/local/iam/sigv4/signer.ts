import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Credentials } from '../../../../../local/iam/credentials.ts';
import type { SignedRequest, VerifyOptions } from '../../../../../local/iam/sigv4/signed-request.ts';

export const NOW = Date.parse('2026-03-01T12:00:00Z');
export const TRAINER: Credentials = { accessKeyId: 'AKIATRAINER', secretAccessKey: 'secret/of+trainer' };

type Source = string | ArrayBuffer | ArrayBufferView;
const bytes = (source: Source): Buffer => {
  if (typeof source === 'string') return Buffer.from(source);
  return ArrayBuffer.isView(source)
    ? Buffer.from(source.buffer, source.byteOffset, source.byteLength)
    : Buffer.from(source);
};

/** The hash constructor that the SDK's signer asks for, on node:crypto. */
class Sha256 {
  readonly #hash;

  constructor(secret?: Source) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytes(secret));
  }

  update(chunk: Source) {
    this.#hash.update(bytes(chunk));
  }

  digest() {
    return Promise.resolve(new Uint8Array(this.#hash.digest()));
  }

  reset() {
    throw new Error('The signer resets no hash');
  }
}

export const sha256 = (body: string): string => createHash('sha256').update(body).digest('hex');

export const aSigner = (options: { service?: string; credentials?: Credentials; region?: string } = {}) =>
  new SignatureV4({
    credentials: options.credentials ?? TRAINER,
    region: options.region ?? 'us-east-1',
    service: options.service ?? 'execute-api',
    sha256: Sha256,
    uriEscapePath: options.service !== 's3',
    applyChecksum: options.service === 's3',
  });

export interface Unsigned {
  readonly method?: string;
  readonly path?: string;
  readonly query?: Record<string, string | string[]>;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

export const httpRequest = ({
  method = 'GET',
  path = '/',
  query = {},
  headers = {},
  body = '',
}: Unsigned) => ({
  method,
  protocol: 'http:',
  hostname: '127.0.0.1',
  path,
  query,
  headers: { host: '127.0.0.1:3000', ...headers },
  body,
});

/** Signs as the AWS SDK for JavaScript does, and gives the request as it would arrive. */
export async function signed(
  unsigned: Unsigned,
  options: Parameters<typeof aSigner>[0] & { at?: number } = {},
): Promise<SignedRequest> {
  const signer = aSigner(options);
  const request = await signer.sign(httpRequest(unsigned), { signingDate: new Date(options.at ?? NOW) });
  return {
    method: request.method,
    target: target(request.path, unsigned.query),
    headers: lower(request.headers),
  };
}

export async function presigned(
  unsigned: Unsigned,
  options: { expiresIn?: number; at?: number; credentials?: Credentials } = {},
): Promise<SignedRequest> {
  const signer = aSigner({ service: 's3', ...(options.credentials && { credentials: options.credentials }) });
  const request = await signer.presign(
    {
      ...httpRequest(unsigned),
      headers: { host: '127.0.0.1:3000', 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', ...unsigned.headers },
    },
    {
      signingDate: new Date(options.at ?? NOW),
      expiresIn: options.expiresIn ?? 900,
      unhoistableHeaders: new Set(Object.keys(unsigned.headers ?? {})),
    },
  );
  const query = request.query ?? {};
  return {
    method: request.method,
    target: target(request.path, query),
    headers: lower(request.headers),
  };
}

export const verifyOptions = (changes: Partial<VerifyOptions> = {}): VerifyOptions => ({
  credentials: (id) => (id === TRAINER.accessKeyId ? TRAINER : undefined),
  region: 'us-east-1',
  now: NOW,
  payloadHash: sha256(''),
  pathStyle: 'normalised',
  ...changes,
});

function target(path: string, query: Record<string, string | string[] | null> = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one ?? '')}`),
  );
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

const lower = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
