import { SignatureV4 } from '@smithy/signature-v4';
import type { Credential } from '../clients/typescript/index.ts';
import { NodeSha256 } from '../lib/shared/node-sha256.ts';

export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** SigV4 for an API of API Gateway. */
export function signWith(credentials: AccessKey, region: string): Credential {
  const signer = new SignatureV4({ credentials, region, service: 'execute-api', sha256: NodeSha256 });
  return async ({ method, url, headers, body }) => {
    const { protocol, hostname, port, host, pathname, searchParams } = new URL(url);
    const signed = await signer.sign({
      method,
      protocol,
      hostname,
      ...(port !== '' && { port: Number(port) }),
      path: pathname,
      query: Object.fromEntries(searchParams),
      headers: { ...headers, host },
      ...(body !== undefined && { body }),
    });
    return signed.headers;
  };
}
