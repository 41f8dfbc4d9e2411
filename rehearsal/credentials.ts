import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Credential } from './api-client.ts';

export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A request as it is: for an API without authorization. */
export const nobody: Credential = (request) => Promise.resolve(request);

export function bearer(token: string): Credential {
  return (request) =>
    Promise.resolve({ ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } });
}

/** SigV4 for an API of API Gateway, at the time that `now` says. */
export function signed(credentials: AccessKey, region: string, now = () => new Date()): Credential {
  const signer = new SignatureV4({ credentials, region, service: 'execute-api', sha256: NodeSha256 });
  return async (request) => {
    const [hostname = '', port] = (request.headers['host'] ?? '').split(':');
    const { pathname, searchParams } = new URL(request.path, 'http://localhost');
    const unsigned = {
      ...request,
      protocol: 'http:',
      hostname,
      ...(port !== undefined && { port: Number(port) }),
      path: pathname,
      query: Object.fromEntries(searchParams),
    };
    const { headers } = await signer.sign(unsigned, { signingDate: now() });
    return { ...request, headers };
  };
}

type Bytes = string | ArrayBuffer | ArrayBufferView;

/** SHA-256, and with a secret HMAC-SHA-256, as the signer wants it. */
class NodeSha256 {
  readonly #hash;

  constructor(secret?: Bytes) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', viewOf(secret));
  }

  update(chunk: Bytes): void {
    this.#hash.update(viewOf(chunk));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }

  reset(): void {
    throw new Error('A hash is used once');
  }
}

function viewOf(bytes: Bytes): string | Uint8Array {
  if (typeof bytes === 'string') return bytes;
  if (bytes instanceof ArrayBuffer) return new Uint8Array(bytes);
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
